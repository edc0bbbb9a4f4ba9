// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/pastwindow.h"

#include "ui/console/labels.h"
#include "ui/console/transcriptview.h"
#include "ui/model/sessionstore.h"

#include <QDateTime>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr QSize Size(440, 560);

} // namespace

PastWindow::PastWindow(const ConsoleContext &context, model::HistorySource &source, Seq session,
                       qint64 ms, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_session(session)
    , m_ms(ms)
    , m_past(source, context.store)
    , m_when(plainLabel(u"small"_s, this))
    , m_transcript(new TranscriptView(context.theme, this))
{
    setObjectName(u"past-%1"_s.arg(session));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(Size);
    m_when->setObjectName(u"momentShown"_s);
    m_when->setMargin(12);
    m_transcript->setObjectName(u"momentTranscript"_s);
    m_transcript->setImages(&context.images);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_when);
    rows->addWidget(m_transcript, 1);
    connect(&m_past, &model::PastTranscript::changed, this, &PastWindow::refresh);
    connect(&context.store, &model::SessionStore::forgotten, this, [this](const UserId &user) {
        if (user == m_past.about().user)
            close(); // nothing of him may be kept anywhere
    });
    m_past.showUntil(ms);
    m_past.open(session);
}

void PastWindow::showMoment(qint64 ms)
{
    m_ms = ms;
    m_past.showUntil(ms);
    refresh();
}

void PastWindow::refresh()
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(m_ms);
    m_transcript->setModel(m_past.transcript());
    m_transcript->setToday(at.date());
    m_transcript->setAccessibleName(tr("Conversation with %1").arg(m_past.about().name));
    setWindowTitle(m_past.about().name);
    m_when->setText(m_past.isLoading() ? tr("Opening…")
                        : m_past.trouble().isEmpty()
                        ? tr("As it was %1").arg(QLocale().toString(at, QLocale::ShortFormat))
                        : m_past.trouble());
}

} // namespace sermo::ui

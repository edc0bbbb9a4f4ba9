// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/transcriptsearch.h"

#include "ui/console/labels.h"
#include "ui/console/transcriptview.h"
#include "ui/model/transcriptmodel.h"
#include "ui/style/icon.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

TranscriptSearch::TranscriptSearch(const Theme &theme, TranscriptView *transcript, QWidget *parent)
    : QFrame(parent)
    , m_transcript(transcript)
    , m_field(new QLineEdit(this))
    , m_count(plainLabel(u"small"_s, this))
{
    setRole(this, u"find"_s);
    m_field->setObjectName(u"searchField"_s);
    m_field->setPlaceholderText(tr("Find in this conversation"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->installEventFilter(this);
    m_count->setObjectName(u"searchCount"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 5, 8, 5);
    row->setSpacing(4);
    row->addWidget(m_field, 1);
    row->addWidget(m_count);
    const auto addButton
        = [&](const QString &name, const QString &sign, const QString &tip, auto run) {
              auto *button = new QToolButton(this);
              button->setObjectName(name);
              button->setIcon(icon(theme, sign, &Tokens::text2));
              button->setIconSize({14, 14});
              button->setToolTip(tip);
              button->setAccessibleName(tip);
              button->setFocusPolicy(Qt::TabFocus);
              setKind(button, u"foot"_s);
              connect(button, &QToolButton::clicked, this, run);
              row->addWidget(button);
          };
    addButton(u"searchOlder"_s, u"chevron-up"_s, tr("The one before"), [this] { step(-1); });
    addButton(u"searchNewer"_s, u"chevron-down"_s, tr("The one after"), [this] { step(1); });
    addButton(u"searchClose"_s, u"x"_s, tr("Close the search"), [this] { leave(); });
    connect(m_field, &QLineEdit::textChanged, this, &TranscriptSearch::search);
    hide();
}

void TranscriptSearch::open()
{
    show();
    m_field->setFocus();
    m_field->selectAll();
    search();
}

void TranscriptSearch::search()
{
    m_matches.clear();
    const QString typed = m_field->text();
    const model::TranscriptModel *said = m_transcript->model();
    for (int row = 0; said && !typed.isEmpty() && row < said->rowCount(); ++row) {
        const QString &text = said->item(row).text;
        for (qsizetype at = text.indexOf(typed, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(typed, at + typed.size(), Qt::CaseInsensitive))
            m_matches.append({row, int(at)});
    }
    m_current = int(m_matches.size()) - 1;
    showMatch();
}

//! Round the ends.
void TranscriptSearch::step(int by)
{
    const int count = int(m_matches.size());
    if (count == 0)
        return;
    m_current = (m_current + by + count) % count;
    showMatch();
}

void TranscriptSearch::showMatch()
{
    if (m_current < 0)
        m_count->setText(m_field->text().isEmpty() ? QString() : tr("none"));
    else
        m_count->setText(tr("%1 of %2").arg(m_current + 1).arg(m_matches.size()));
    m_field->setAccessibleDescription(m_count->text());
    if (m_current >= 0) {
        const Match match = m_matches.at(m_current);
        m_transcript->mark(match.row, match.from, int(m_field->text().size()));
    }
}

void TranscriptSearch::leave()
{
    hide();
    emit left();
}

QString TranscriptSearch::count() const
{
    return m_count->text();
}

bool TranscriptSearch::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isBack = key->modifiers() & Qt::ShiftModifier;
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F3:
        step(isBack ? 1 : -1); // the newest first: on is back in time
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Escape:
        leave();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace sermo::ui

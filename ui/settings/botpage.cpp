// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/botpage.h"

#include "ui/console/labels.h"
#include "ui/console/retire.h"
#include "ui/model/settingsdraft.h"
#include "ui/style/stylesheet.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int ChatWidth = 300, TextHeight = 58, SpinWidth = 160;
constexpr int MostSeconds = 30, Second = 1000;

} // namespace

BotPage::BotPage(model::SettingsDraft &draft, model::HostOffice &office, QWidget *parent)
    : SettingsPage(u"botPage"_s, tr("Reception bot"),
                   tr("It greets, finds out what a customer wants and who he is, and puts him in "
                      "the right line."),
                   parent)
    , m_draft(draft)
    , m_office(office)
    , m_isOn(new QCheckBox(tr("The bot meets customers first"), this))
    , m_trouble(plainLabel(u"small"_s, this))
{
    m_isOn->setObjectName(u"botOn"_s);
    m_trouble->setObjectName(u"botTrouble"_s);
    m_trouble->setWordWrap(true);
    setKind(m_trouble, u"bad"_s);
    m_trouble->hide();
    rows()->addWidget(m_isOn);
    rows()->addWidget(m_trouble);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(18);
    columns->addWidget(words(), 1);
    columns->addWidget(rehearsal(), 0, Qt::AlignTop);
    rows()->addLayout(columns, 1);
    connect(m_isOn, &QCheckBox::clicked, this, &BotPage::keep);
    connect(&draft, &model::SettingsDraft::loaded, this, [this] {
        m_trouble->hide();
        fill();
        restart();
    });
    fill();
}

//! The keys of the script that hold one text, and what each is for.
QList<std::pair<QString, QString>> BotPage::textNames()
{
    return {{u"name"_s, tr("Its name")},
            {u"greeting"_s, tr("Greeting")},
            {u"offer"_s, tr("When it has not understood")},
            {u"number"_s, tr("Asks for the customer number")},
            {u"numberAgain"_s, tr("Asks once more")},
            {u"noNumber"_s, tr("The button of who has no number")},
            {u"handover"_s, tr("Puts through; {queue} is the line's label")},
            {u"more"_s, tr("Anything else? (for an agent who lets it end)")},
            {u"goodbye"_s, tr("Goodbye")},
            {u"ended"_s, tr("The conversation has ended")},
            {u"present"_s, tr("Still there? (asked for an agent)")},
            {u"waiting"_s, tr("Still there? (asked in line)")},
            {u"silent"_s, tr("Ended, since nobody answered")}};
}

QWidget *BotPage::words()
{
    auto *part = new QWidget(this);
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    m_language = new QComboBox(part);
    m_language->setObjectName(u"botLanguage"_s);
    m_language->addItem(tr("English"), u"en"_s);
    m_language->addItem(tr("Swedish"), u"sv"_s);
    m_patience = new QSpinBox(part);
    m_patience->setObjectName(u"botPatience"_s);
    m_patience->setRange(0, MostSeconds);
    m_patience->setSuffix(tr(" seconds"));
    m_patience->setFixedWidth(SpinWidth);
    addNamed(rows, tr("Answers when a customer has not typed for"), m_patience);
    addNamed(rows, tr("What it says in"), m_language);
    const QList<std::pair<QString, QString>> texts = textNames();
    for (const auto &[key, name] : texts) {
        auto *field = new QPlainTextEdit(part);
        field->setObjectName(u"bot-"_s + key);
        field->setTabChangesFocus(true);
        field->setFixedHeight(TextHeight);
        addNamed(rows, name, field);
        m_texts.insert(key, field);
        connect(field, &QPlainTextEdit::textChanged, this, &BotPage::keep);
    }
    m_queueWords = new QWidget(part);
    m_queueWords->setLayout(new QVBoxLayout);
    m_queueWords->layout()->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(sectionLabel(part, tr("Which words tell of which line")));
    rows->addWidget(m_queueWords);
    rows->addStretch();
    connect(m_patience, &QSpinBox::valueChanged, this, &BotPage::keep);
    connect(m_language, &QComboBox::activated, this, [this] {
        fill();
        restart();
    });
    return part;
}

//! What was said, the last of it in sight.
QWidget *BotPage::rehearsalLines(QWidget *part)
{
    auto *area = new QScrollArea(part);
    area->setObjectName(u"rehearsalArea"_s);
    area->setWidgetResizable(true);
    area->setAccessibleName(tr("The bot as customers hear it"));
    area->setFocusPolicy(Qt::StrongFocus); // arrows scroll
    m_chat = new QWidget(area);
    m_chat->setObjectName(u"rehearsal"_s);
    setRole(m_chat, u"clear"_s);
    auto *lines = new QVBoxLayout(m_chat);
    lines->addStretch();
    area->setWidget(m_chat);
    connect(area->verticalScrollBar(), &QScrollBar::rangeChanged, area,
            [bar = area->verticalScrollBar()](int, int end) { bar->setValue(end); });
    return area;
}

QWidget *BotPage::rehearsal()
{
    auto *part = new QFrame(this);
    setRole(part, u"card"_s);
    part->setFixedWidth(ChatWidth);
    part->setMinimumHeight(420);
    QWidget *said = rehearsalLines(part);
    m_buttons = new QWidget(part);
    m_buttons->setLayout(new QVBoxLayout);
    m_buttons->layout()->setContentsMargins(0, 0, 0, 0);
    m_line = new QLineEdit(part);
    m_line->setObjectName(u"rehearsalLine"_s);
    m_line->setPlaceholderText(tr("Write as a customer"));
    m_line->setAccessibleName(m_line->placeholderText());
    auto *again = new QPushButton(tr("Begin anew"), part);
    again->setObjectName(u"rehearsalAgain"_s);
    again->setAutoDefault(false);
    auto *rows = new QVBoxLayout(part);
    rows->addWidget(sectionLabel(part, tr("Try it")));
    rows->addWidget(said, 1);
    rows->addWidget(m_buttons);
    rows->addWidget(m_line);
    rows->addWidget(again, 0, Qt::AlignLeft);
    connect(m_line, &QLineEdit::returnPressed, this, [this] {
        const QString text = m_line->text().trimmed();
        m_line->clear();
        if (!text.isEmpty())
            say(text);
    });
    connect(again, &QPushButton::clicked, this, &BotPage::restart);
    return part;
}

QString BotPage::language() const
{
    return m_language->currentData().toString();
}

QJsonObject BotPage::phrases() const
{
    return m_draft.script().value("languages"_L1)[language()].toObject();
}

void BotPage::fill()
{
    const QScopedValueRollback filling(m_filling, true);
    m_isOn->setChecked(m_draft.part(u"bot"_s).value("enabled"_L1).toBool());
    m_patience->setValue(m_draft.script().value("patience"_L1).toInt() / Second);
    const QJsonObject said = phrases();
    for (auto it = m_texts.cbegin(); it != m_texts.cend(); ++it)
        it.value()->setPlainText(said.value(it.key()).toString());
    fillQueueWords(said.value("queues"_L1).toObject());
}

void BotPage::fillQueueWords(const QJsonObject &known)
{
    const auto old = m_queueWords->findChildren<QWidget *>(Qt::FindDirectChildrenOnly);
    for (QWidget *each : old)
        retire(each);
    auto *lines = new QWidget(m_queueWords);
    auto *rows = new QVBoxLayout(lines);
    rows->setContentsMargins(0, 0, 0, 0);
    m_queueWords->layout()->addWidget(lines);
    const QJsonArray queues = m_draft.list(u"queues"_s);
    for (const QJsonValue &queue : queues) {
        const QString id = queue["id"_L1].toString();
        const QString name = queue["name"_L1].toString(id);
        const QJsonObject its = known.value(id).toObject();
        auto *label = new QLineEdit(its.value("label"_L1).toString(), lines);
        label->setObjectName(u"botLabel-"_s + id);
        QStringList words;
        const QJsonArray all = its.value("keywords"_L1).toArray();
        for (const QJsonValue &word : all)
            words += word.toString();
        auto *keywords = new QLineEdit(words.join(u", "_s), lines);
        keywords->setObjectName(u"botKeywords-"_s + id);
        label->setPlaceholderText(name);
        keywords->setPlaceholderText(tr("How words begin that tell of it, with commas between"));
        addNamed(rows, tr("%1: its button").arg(name), label);
        addNamed(rows, tr("%1: its words").arg(name), keywords);
        connect(label, &QLineEdit::textEdited, this, &BotPage::keep);
        connect(keywords, &QLineEdit::textEdited, this, &BotPage::keep);
    }
}

void BotPage::keep()
{
    if (m_filling)
        return;
    QJsonObject part = m_draft.part(u"bot"_s);
    part.insert(u"enabled"_s, m_isOn->isChecked());
    m_draft.setPart(u"bot"_s, part);
    QJsonObject said = phrases();
    for (auto it = m_texts.cbegin(); it != m_texts.cend(); ++it)
        said.insert(it.key(), it.value()->toPlainText().trimmed());
    said.insert(u"queues"_s, queueWords(said.value("queues"_L1).toObject()));
    QJsonObject script = m_draft.script();
    QJsonObject languages = script.value("languages"_L1).toObject();
    languages.insert(language(), said);
    script.insert(u"languages"_s, languages);
    if (m_patience->value() != script.value("patience"_L1).toInt() / Second)
        script.insert(u"patience"_s, m_patience->value() * Second);
    m_draft.setScript(script);
}

//! Of each line there is; what the script knows of others stays.
QJsonObject BotPage::queueWords(QJsonObject known) const
{
    const QJsonArray queues = m_draft.list(u"queues"_s);
    for (const QJsonValue &queue : queues) {
        const QString id = queue["id"_L1].toString();
        const auto *label = m_queueWords->findChild<QLineEdit *>(u"botLabel-"_s + id);
        const auto *keywords = m_queueWords->findChild<QLineEdit *>(u"botKeywords-"_s + id);
        if (!label || !keywords)
            continue;
        QJsonArray words;
        const QStringList parts = keywords->text().split(u',', Qt::SkipEmptyParts);
        for (const QString &word : parts) {
            if (!word.trimmed().isEmpty())
                words += word.trimmed();
        }
        const QString shown = label->text().trimmed();
        if (shown.isEmpty() && words.isEmpty())
            known.remove(id); // it goes by its name
        else
            known.insert(
                id,
                QJsonObject{{u"label"_s, shown.isEmpty() ? label->placeholderText() : shown},
                            {u"keywords"_s, words}});
    }
    return known;
}

void BotPage::restart()
{
    const auto old = m_chat->findChildren<QLabel *>(Qt::FindDirectChildrenOnly);
    for (QLabel *line : old)
        retire(line);
    m_rehearsal = m_office.rehearse(m_draft.wanted(), language());
    m_line->setEnabled(m_rehearsal != nullptr);
    if (m_rehearsal)
        tell(m_rehearsal->begin());
    else if (m_draft.isRead())
        addLine(u"small"_s, u"bad"_s, tr("A text is missing: the bot cannot begin."));
}

void BotPage::say(const QString &text, const QString &payload)
{
    if (!m_rehearsal)
        return;
    addLine(u"chip"_s, u"accent"_s, text);
    tell(m_rehearsal->say(text, payload));
}

void BotPage::tell(const QList<model::Rehearsal::Line> &lines)
{
    const auto old = m_buttons->findChildren<QPushButton *>();
    for (QPushButton *button : old)
        retire(button);
    for (const model::Rehearsal::Line &line : lines) {
        addLine(line.isSaid ? u"chip"_s : u"small"_s, line.isSaid ? QString() : u"dim"_s,
                line.text);
        for (const model::Rehearsal::Button &button : line.buttons) {
            auto *press = new QPushButton(button.text, m_buttons);
            press->setObjectName(u"rehearsalButton-"_s + button.payload);
            press->setAutoDefault(false);
            m_buttons->layout()->addWidget(press);
            connect(press, &QPushButton::clicked, this,
                    [this, button] { say(button.text, button.payload); });
        }
    }
}

void BotPage::addLine(const QString &role, const QString &kind, const QString &text)
{
    QLabel *line = plainLabel(role, m_chat, text);
    setKind(line, kind);
    line->setWordWrap(true);
    auto *lines = static_cast<QVBoxLayout *>(m_chat->layout());
    lines->insertWidget(lines->count() - 1, line, 0,
                        kind == "accent"_L1 ? Qt::AlignRight : Qt::Alignment());
}

bool BotPage::showTrouble(const QString &path, const QString &message)
{
    if (!path.startsWith("bot"_L1))
        return false;
    const QString language = path.section(u'.', 3, 3);
    if (const int which = m_language->findData(language); which >= 0) {
        m_language->setCurrentIndex(which);
        fill();
    }
    if (QPlainTextEdit *field = m_texts.value(path.section(u'.', 4)))
        field->setFocus();
    m_trouble->setText(u"%1: %2"_s.arg(path, message));
    m_trouble->show();
    return true;
}

} // namespace sermo::ui

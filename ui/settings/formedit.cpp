// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/formedit.h"

#include "ui/console/retire.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr qsizetype MaxId = 24;

//! A name for what has none yet: of the question's own letters, and of nobody else's.
QString idFor(const QString &label, const QStringList &taken)
{
    static const QRegularExpression other(u"[^a-z0-9]+"_s);
    QString id = label.normalized(QString::NormalizationForm_D).toLower();
    id.remove(QRegularExpression(u"\\p{Mn}"_s)).replace(other, u"_"_s);
    id = id.left(MaxId);
    while (id.startsWith(u'_'))
        id.remove(0, 1);
    while (id.endsWith(u'_'))
        id.chop(1);
    if (id.isEmpty())
        id = u"question"_s;
    QString free = id;
    for (int n = 2; taken.contains(free); ++n)
        free = u"%1_%2"_s.arg(id).arg(n);
    return free;
}

QJsonArray optionsIn(const QString &text)
{
    QJsonArray options;
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        if (!part.trimmed().isEmpty())
            options += part.trimmed();
    }
    return options;
}

//! The kinds of answer, and the one that is chosen.
void fillTypes(QComboBox &types, const QString &chosen)
{
    types.addItem(FormEdit::tr("Text"), u"text"_s);
    types.addItem(FormEdit::tr("E-mail"), u"email"_s);
    types.addItem(FormEdit::tr("Telephone"), u"tel"_s);
    types.addItem(FormEdit::tr("Choice"), u"choice"_s);
    types.setAccessibleName(FormEdit::tr("Kind of answer"));
    types.setCurrentIndex(std::max(0, types.findData(chosen)));
}

QString listed(const QJsonArray &options)
{
    QStringList all;
    for (const QJsonValue &option : options)
        all += option.toString();
    return all.join(u", "_s);
}

} // namespace

FormEdit::FormEdit(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout)
    , m_add(new QPushButton(tr("Add a question"), this))
{
    m_add->setObjectName(u"addQuestion"_s);
    m_add->setAutoDefault(false);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addLayout(m_rows);
    rows->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        add({});
        m_questions.constLast().label->setFocus();
        emit edited();
    });
}

void FormEdit::add(const QJsonObject &question)
{
    auto *row = new QWidget(this);
    const Question made{row,
                        new QLineEdit(question.value("label"_L1).toString(), row),
                        new QComboBox(row),
                        new QCheckBox(tr("Required"), row),
                        new QLineEdit(row),
                        question};
    made.label->setPlaceholderText(tr("What is it about?"));
    made.label->setAccessibleName(tr("Question"));
    fillTypes(*made.type, question.value("type"_L1).toString(u"text"_s));
    made.required->setChecked(question.value("required"_L1).toBool());
    made.options->setText(listed(question.value("options"_L1).toArray()));
    made.options->setPlaceholderText(tr("Choices, with commas between"));
    made.options->setAccessibleName(tr("Choices"));
    made.options->setVisible(made.type->currentData() == u"choice"_s);
    auto *remove = new QPushButton(tr("Remove"), row);
    remove->setObjectName(u"removeQuestion"_s);
    remove->setAutoDefault(false);
    auto *first = new QHBoxLayout;
    first->addWidget(made.label, 1);
    first->addWidget(made.type);
    first->addWidget(made.required);
    first->addWidget(remove);
    auto *lines = new QVBoxLayout(row);
    lines->setContentsMargins(0, 0, 0, 4);
    lines->addLayout(first);
    lines->addWidget(made.options);
    m_rows->addWidget(row);
    m_questions += made;
    rename();
    connectRow(made, remove);
}

void FormEdit::connectRow(const Question &question, QPushButton *remove)
{
    connect(question.label, &QLineEdit::textEdited, this, &FormEdit::edited);
    connect(question.options, &QLineEdit::textEdited, this, &FormEdit::edited);
    connect(question.required, &QCheckBox::clicked, this, &FormEdit::edited);
    connect(question.type, &QComboBox::currentIndexChanged, this,
            [this, type = question.type, options = question.options] {
                options->setVisible(type->currentData() == u"choice"_s);
                emit edited();
            });
    connect(remove, &QPushButton::clicked, this, [this, row = question.row] {
        m_questions.removeIf([row](const Question &each) { return each.row == row; });
        m_add->setFocus();
        retire(row);
        rename();
        emit edited();
    });
}

void FormEdit::rename()
{
    for (qsizetype i = 0; i < m_questions.size(); ++i) {
        const Question &question = m_questions.at(i);
        question.label->setObjectName(u"question-%1"_s.arg(i));
        question.type->setObjectName(u"questionType-%1"_s.arg(i));
        question.required->setObjectName(u"questionRequired-%1"_s.arg(i));
        question.options->setObjectName(u"questionOptions-%1"_s.arg(i));
    }
}

void FormEdit::setForm(const QJsonArray &form)
{
    for (const Question &old : std::exchange(m_questions, {}))
        retire(old.row);
    for (const QJsonValue &question : form)
        add(question.toObject());
}

//! Only what differs from what was read is said in other words.
QJsonObject FormEdit::value(const Question &question, const QStringList &taken) const
{
    QJsonObject value = question.read;
    if (value.value("id"_L1).toString().isEmpty())
        value.insert(u"id"_s, idFor(question.label->text(), taken));
    value.insert(u"label"_s, question.label->text().trimmed());
    const QString type = question.type->currentData().toString();
    if (type != value.value("type"_L1).toString(u"text"_s))
        value.insert(u"type"_s, type);
    if (question.required->isChecked() != value.value("required"_L1).toBool())
        value.insert(u"required"_s, question.required->isChecked());
    if (type == "choice"_L1)
        value.insert(u"options"_s, optionsIn(question.options->text()));
    else
        value.remove(u"options"_s);
    return value;
}

QJsonArray FormEdit::form() const
{
    QStringList taken{u"platformId"_s,   u"sender"_s, u"customerId"_s, u"customerHash"_s,
                      u"crmSessionId"_s, u"intent"_s, u"mobile"_s};
    for (const Question &question : m_questions)
        taken += question.read.value("id"_L1).toString();
    QJsonArray form;
    for (const Question &question : m_questions) {
        const QJsonObject each = value(question, taken);
        taken += each.value("id"_L1).toString();
        form += each;
    }
    return form;
}

void FormEdit::pointAt(const QString &key)
{
    const qsizetype row = QStringView(key).mid(1, key.indexOf(u']') - 1).toInt();
    if (row >= m_questions.size())
        return;
    const Question &question = m_questions.at(row);
    (key.endsWith("options"_L1) ? question.options : question.label)->setFocus();
}

} // namespace sermo::ui

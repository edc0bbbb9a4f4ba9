// SPDX-License-Identifier: GPL-3.0-or-later
// A non-programmer runs a team without opening a file: every key that the configuration knows is
// set by some field of the settings, and what the fields write is what the strict reader takes.
#include "broker/server/configuration.h"
#include "tests/settings/settingstest.h"
#include "tests/support/data.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using server::Configuration;

namespace
{

using Values = QMap<QString, QJsonValue>;

bool isListOfObjects(const QJsonValue &value)
{
    return value.isArray() && value[0].isObject();
}

//! All that a configuration says, by path.
Values flat(const QJsonValue &value, const QString &path = {})
{
    Values all;
    if (isListOfObjects(value)) {
        const QJsonArray list = value.toArray();
        for (int i = 0; i < list.size(); ++i)
            all.insert(flat(list.at(i), u"%1[%2]"_s.arg(path).arg(i)));
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            all.insert(flat(it.value(), path.isEmpty() ? it.key() : path + u'.' + it.key()));
    } else {
        all.insert(path, value);
    }
    return all;
}

//! A path as the schema has it: one element for all, and any date for a holiday.
QString general(QString path)
{
    static const QRegularExpression element(u"\\[\\d+\\]"_s), date(u"\\.holidays\\..*"_s);
    return path.replace(element, u"[0]"_s).replace(date, u".holidays"_s);
}

//! The keys that hold a value, as the strict reader knows them. Dates are the holidays'.
QStringList leaves(const QJsonObject &all)
{
    QStringList asked = Configuration::keysAskedFor(QJsonDocument(all).toJson());
    for (QString &key : asked)
        key = general(key);
    asked.removeDuplicates();
    asked.sort();
    QStringList leaves = asked;
    leaves.removeIf([&asked](const QString &key) {
        return std::ranges::any_of(asked, [&key](const QString &other) {
            return other.startsWith(key + u'.') || other.startsWith(key + u'[');
        });
    });
    return leaves;
}

//! What a person would type there, where one letter more would be refused.
QString typedInto(const QLineEdit &field)
{
    const QString name = field.objectName();
    if (name.startsWith("hours-"_L1))
        return u"9-1"_s + name.back(); // each day another: equal ones are said in one word
    if (name.startsWith("holidayDate"_L1))
        return u"01-1"_s + name.back();
    return name.startsWith("holidayHours"_L1) ? u"10-12"_s : field.text() + u'x';
}

QString typedInto(const QPlainTextEdit &field)
{
    const QString name = field.objectName();
    if (name.startsWith("access-"_L1))
        return u"https://other.example.com"_s;
    return name == "trustedProxies"_L1 ? u"10.1.0.0/16"_s : field.toPlainText() + u'x';
}

} // namespace

class EverySettingTest : public SettingsTest
{
    Q_OBJECT
private slots:
    void everyKeyOfTheConfigurationHasAField();

private:
    [[nodiscard]] QJsonObject everyKey() const;
    [[nodiscard]] QStringList fields() const;
    void change(const QString &field) const;
    void turn(QComboBox &box) const;
    void note(const QString &field);

    QSet<QString> m_set;
};

//! The golden example with one queue more, so that a platform can have another.
QJsonObject EverySettingTest::everyKey() const
{
    QFile file(testData(u"configurations.json"));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    const QJsonArray rows = QJsonDocument::fromJson(isOpen ? file.readAll() : QByteArray()).array();
    for (const QJsonValue &row : rows) {
        if (row["name"_L1] != "every key there is"_L1)
            continue;
        QJsonObject all = row["json"_L1].toObject();
        QJsonArray queues = all.value("queues"_L1).toArray();
        queues += QJsonObject{{u"id"_s, u"sales"_s}, {u"name"_s, u"Sales"_s}};
        all.insert(u"queues"_s, queues);
        return all;
    }
    return {};
}

//! The names of what can be changed on the pages of the host.
QStringList EverySettingTest::fields() const
{
    QStringList names;
    const QStringList pages = m_window->pages();
    for (const QString &page : pages) {
        const bool isHis
            = page == "lookPage"_L1 || page == "soundsPage"_L1 || page == "repliesPage"_L1;
        const auto parts = isHis ? QList<QWidget *>() : find(page)->findChildren<QWidget *>();
        for (const QWidget *part : parts) {
            const bool isField = qobject_cast<const QCheckBox *>(part)
                || qobject_cast<const QComboBox *>(part)
                || qobject_cast<const QAbstractSpinBox *>(part)
                || qobject_cast<const QLineEdit *>(part)
                || qobject_cast<const QPlainTextEdit *>(part);
            const bool isInside = qobject_cast<const QComboBox *>(part->parentWidget())
                || qobject_cast<const QAbstractSpinBox *>(part->parentWidget());
            if (isField && !isInside)
                names += part->objectName();
        }
    }
    return names;
}

void EverySettingTest::turn(QComboBox &box) const
{
    const int next = (box.currentIndex() + 1) % std::max(1, box.count());
    if (box.isEditable())
        box.setCurrentText(box.count() > 0 ? box.itemText(next) : box.currentText() + u'x');
    else
        box.setCurrentIndex(next);
    emit box.activated(next);
}

void EverySettingTest::change(const QString &field) const
{
    QWidget *widget = find(field);
    QVERIFY2(widget && widget->isEnabledTo(m_window), qPrintable(field));
    if (auto *tick = qobject_cast<QCheckBox *>(widget))
        tick->click();
    else if (auto *box = qobject_cast<QComboBox *>(widget))
        turn(*box);
    else if (auto *spin = qobject_cast<QAbstractSpinBox *>(widget))
        spin->stepBy(1);
    else if (auto *line = qobject_cast<QLineEdit *>(widget))
        write(field, typedInto(*line));
    else if (auto *text = qobject_cast<QPlainTextEdit *>(widget))
        text->setPlainText(typedInto(*text));
}

//! Saves where there is something to save, and notes whose values are others now.
void EverySettingTest::note(const QString &field)
{
    if (!find(u"saveSettings"_s)->isEnabled())
        return; // it is not the configuration's
    const Values before = flat(m_office->settings.configuration);
    save();
    const Values now = flat(m_office->settings.configuration);
    for (auto it = now.cbegin(); it != now.cend(); ++it) {
        if (before.value(it.key()) != it.value())
            m_set += general(it.key());
    }
    const auto read
        = Configuration::parse(QJsonDocument(m_office->settings.configuration).toJson());
    QVERIFY2(read,
             read ? ""
                  : qPrintable(u"%1: %2 %3"_s.arg(field, read.error().path, read.error().message)));
}

void EverySettingTest::everyKeyOfTheConfigurationHasAField()
{
    const QJsonObject all = everyKey();
    QVERIFY(!all.isEmpty());
    m_office->settings.configuration = all;
    open();
    QStringList names = fields();
    QVERIFY(names.size() > 60);
    for (const QString &last : {u"alwaysOpen"_s, u"questionType-0"_s}) // they take others away
        QVERIFY(names.removeOne(last));
    names += {u"alwaysOpen"_s, u"questionType-0"_s};
    QVERIFY2(!names.contains(QString()), "a field without a name");
    for (const QString &field : std::as_const(names)) {
        if (field == "queueId"_L1)
            continue; // by itself it would leave the platform without its queue; below
        change(field);
        note(field);
        if (auto *tick = qobject_cast<QCheckBox *>(find(field))) { // what it shows comes back
            tick->click();
            note(field);
        }
    }
    change(u"queueId"_s);
    turn(*find<QComboBox>(u"platformQueue"_s));
    note(u"queueId"_s);

    QStringList missing = leaves(all);
    missing.removeIf([this](const QString &key) { return m_set.contains(key); });
    const QStringList reasoned{
        u"bot.script"_s, // the desk makes the file when the bot's words are changed
        u"platforms[0].form[0].id"_s, // of the question's own words
    };
    QVERIFY2(missing == reasoned, qPrintable(missing.join(u' ')));
}

QTEST_MAIN(EverySettingTest)
#include "tst_everysetting.moc"

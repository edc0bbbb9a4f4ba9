// SPDX-License-Identifier: GPL-3.0-or-later
// The broker speaks English alone; whatever it refuses is told to an agent in words of his own.
#include "broker/bot/script.h"
#include "broker/server/configuration.h"
#include "broker/server/keys.h"
#include "broker/server/tlsidentity.h"
#include "broker/server/x509.h"
#include "tests/model/certificates.h"
#include "tests/support/data.h"
#include "tests/support/fakeclock.h"
#include "ui/settings/refusals.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using sermo::ui::refusalWords;

class RefusalsTest : public QObject
{
    Q_OBJECT
private slots:
    void ofAConfiguration_data();
    void ofAConfiguration();
    void ofACertificate_data();
    void ofACertificate();
    void ofAKey_data();
    void ofAKey();
    void ofTheBotsWords_data();
    void ofTheBotsWords();
    void valuesStandInTheWords();

private:
    static void hold(const QString &message)
    {
        QVERIFY2(refusalWords(message) != message, qPrintable(message));
    }
};

void RefusalsTest::ofAConfiguration_data()
{
    QTest::addColumn<QByteArray>("json");
    QFile file(test::testData(u"configurations.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray rows = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &row : rows) {
        if (row.toObject().contains("refused"_L1) && row["json"_L1].isObject())
            QTest::newRow(qPrintable(row["name"_L1].toString()))
                << QJsonDocument(row["json"_L1].toObject()).toJson();
    }
    QTest::newRow("a key twice") << R"({"bot":{},"bot":{}})"_ba;
    QTest::newRow("no JSON") << R"({"bot":)"_ba;
    QTest::newRow("no object") << "[]"_ba;
}

void RefusalsTest::ofAConfiguration()
{
    QFETCH(const QByteArray, json);
    const auto read = server::Configuration::parse(json);
    QVERIFY(!read);
    hold(read.error().message);
}

void RefusalsTest::ofACertificate_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<qint64>("year");
    QTest::newRow("there is no file") << QByteArray() << test::OwnKey << qint64(2026);
    QTest::newRow("the key's file is not there")
        << test::OwnCertificate << QByteArray() << qint64(2026);
    QTest::newRow("no certificate") << "hello"_ba << test::OwnKey << qint64(2026);
    QTest::newRow("no key") << test::OwnCertificate << "hello"_ba << qint64(2026);
    QTest::newRow("another's key")
        << test::OwnCertificate << server::x509::newKey() << qint64(2026);
    QTest::newRow("not yet") << test::OwnCertificate << test::OwnKey << qint64(1999);
    QTest::newRow("no more") << test::OwnCertificate << test::OwnKey << qint64(2999);
}

void RefusalsTest::ofACertificate()
{
    QFETCH(const QByteArray, certificate);
    QFETCH(const QByteArray, key);
    QFETCH(const qint64, year);
    const QTemporaryDir folder;
    const auto put = [&folder](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        return text.isEmpty() || (file.open(QIODevice::WriteOnly) && file.write(text) > 0);
    };
    QVERIFY(put(u"a.pem"_s, certificate) && put(u"a.key"_s, key));
    const QDateTime when(QDate(int(year), 6, 1), QTime(12, 0), Qt::UTC);
    const auto given = server::TlsIdentity::given(
        {u"on"_s, folder.filePath(u"a.pem"_s), folder.filePath(u"a.key"_s)},
        {when.toMSecsSinceEpoch()});
    QVERIFY(!given);
    hold(given.error().message);
}

void RefusalsTest::ofAKey_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("agent");
    QTest::newRow("no name") << QString() << u"agent"_s << u"anna"_s;
    QTest::newRow("a role nobody has") << u"Anna"_s << u"king"_s << QString();
    QTest::newRow("a line break in the sign") << u"Anna"_s << u"agent"_s << u"a\nb"_s;
    QTest::newRow("an agent without a sign") << u"Anna"_s << u"agent"_s << QString();
}

void RefusalsTest::ofAKey()
{
    QFETCH(const QString, name);
    QFETCH(const QString, role);
    QFETCH(const QString, agent);
    const auto order = server::KeyOrder::parse(name, role, agent);
    QVERIFY(!order);
    hold(order.error());
}

void RefusalsTest::ofTheBotsWords_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("nothing where it greets") << u"languages.en.greeting"_s << QJsonValue(QString());
    QTest::newRow("a word for its patience") << u"patience"_s << QJsonValue(u"long"_s);
    QTest::newRow("a key it does not know") << u"languages.en.song"_s << QJsonValue(u"la"_s);
    QTest::newRow("no English") << u"languages.en"_s << QJsonValue(QJsonValue::Undefined);
}

void RefusalsTest::ofTheBotsWords()
{
    QFETCH(const QString, path);
    QFETCH(const QJsonValue, value);
    QJsonObject script = QJsonDocument::fromJson(bot::Script::receptionText()).object();
    const QStringList keys = path.split(u'.');
    const auto put = [&](const auto &self, QJsonObject object, int at) -> QJsonObject {
        const QString &key = keys.at(at);
        const bool isLast = at + 1 == keys.size();
        const QJsonValue within = isLast ? value : self(self, object.value(key).toObject(), at + 1);
        object.insert(key, within); // undefined takes it away
        return object;
    };
    script = put(put, script, 0);
    const auto read = bot::Script::parse(QJsonDocument(script).toJson());
    QVERIFY(!read);
    hold(read.error().message);
}

//! A name may look like a place for a value.
void RefusalsTest::valuesStandInTheWords()
{
    QCOMPARE(refusalWords(u"the name %1 is in use"_s.arg(u"50%2 off"_s)),
             u"The name 50%2 off is in use."_s);
    QCOMPARE(refusalWords(u"cannot write /a/%2: no room"_s),
             u"The file /a/%2 cannot be written: no room."_s);
    QCOMPARE(refusalWords(u"must be a whole number from 1 to 20"_s),
             u"It must be a whole number from 1 to 20."_s);
    QCOMPARE(refusalWords(u"what nobody has thought of"_s), u"what nobody has thought of"_s);
}

QTEST_GUILESS_MAIN(RefusalsTest)
#include "tst_refusals.moc"

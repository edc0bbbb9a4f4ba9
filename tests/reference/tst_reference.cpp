// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/reference/eventschema.h"
#include "tests/reference/tables.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo::reference;

//! What is published of the protocol against the code it is made from. With SERMO_REWRITE=1 in the
//! environment it is written anew instead.
class TestReference : public QObject
{
    Q_OBJECT
private slots:
    void agreesWithTheCode_data();
    void agreesWithTheCode();
    void publishesTheSchemaOfTheEvents();
    void namesEveryTypeAndCode();
};

namespace
{

const QString ReferenceFile = QStringLiteral(SERMO_SOURCE "/broker/README.md");
const QString SchemaFile = QStringLiteral(SERMO_SOURCE "/resources/schema/events.schema.json");
constexpr char HowTo[] = "it drifted from the code: SERMO_REWRITE=1 ./dev test tst_reference";

bool isRewriting()
{
    return qEnvironmentVariableIntValue("SERMO_REWRITE") == 1;
}

QString readAll(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

bool writeAll(const QString &name, const QString &text)
{
    QFile file(name);
    const QByteArray bytes = text.toUtf8();
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QString beginOf(const QString &table)
{
    return u"<!-- made by tst_reference: %1 -->\n"_s.arg(table);
}

const QString End = u"<!-- end -->\n"_s;

} // namespace

void TestReference::agreesWithTheCode_data()
{
    QTest::addColumn<QString>("made");
    QTest::newRow("roles") << roles();
    QTest::newRow("types") << types();
    QTest::newRow("errors") << errorCodes();
    QTest::newRow("closing") << closeCodes();
    QTest::newRow("states") << states();
    QTest::newRow("parts") << parts();
    QTest::newRow("vocabulary") << vocabulary();
}

void TestReference::agreesWithTheCode()
{
    QFETCH(const QString, made);
    const QString marker = beginOf(QString::fromLatin1(QTest::currentDataTag()));
    QString page = readAll(ReferenceFile);
    QVERIFY(page.contains(marker));
    const qsizetype begin = page.indexOf(marker) + marker.size();
    const qsizetype end = page.indexOf(End, begin);
    QVERIFY(end >= 0);
    if (isRewriting())
        QVERIFY(writeAll(ReferenceFile, page.replace(begin, end - begin, made)));
    else
        QVERIFY2(page.sliced(begin, end - begin) == made, HowTo);
}

void TestReference::publishesTheSchemaOfTheEvents()
{
    const QString made = QString::fromUtf8(QJsonDocument(eventSchema()).toJson());
    if (isRewriting())
        QVERIFY(writeAll(SchemaFile, made));
    else
        QVERIFY2(readAll(SchemaFile) == made, HowTo);
}

void TestReference::namesEveryTypeAndCode()
{
    const QString page = readAll(ReferenceFile);
    for (const sermo::EventTypeInfo &row : sermo::eventTypes().subspan(1))
        QVERIFY2(page.contains(u"| `%1` |"_s.arg(row.name)), row.name.data());
    for (const int code : {1000, 1009, 4400, 4401, 4408, 4429, 4503})
        QVERIFY(page.contains(u"| %1 |"_s.arg(code)));
}

QTEST_GUILESS_MAIN(TestReference)
#include "tst_reference.moc"

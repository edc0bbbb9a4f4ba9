// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a column: whose it is can be read before all else.
#include "ui/console/columnheader.h"
#include "ui/style/theme.h"

#include <QLabel>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo::ui;
using sermo::model::PresentedSession;

class ColumnHeaderTest : public QObject
{
    Q_OBJECT

private slots:
    void theNumberMakesWayForTheName_data();
    void theNumberMakesWayForTheName();
    void theNumberComesBackWithTheRoom();
    void aNumberThatLooksLikeMarkupIsShownAsItIs();

private:
    [[nodiscard]] static PresentedSession sessionOf(const QString &name, const QString &number,
                                                    bool verified)
    {
        PresentedSession session;
        session.name = name;
        session.customerNumber = number;
        session.verified = verified;
        session.presence = 0.5;
        return session;
    }
    //! What its number says where the first line has so much room beside what cannot yield.
    [[nodiscard]] static QString shownBy(ColumnHeader &header)
    {
        const auto *number = header.findChild<QLabel *>(u"columnNumber"_s);
        return number->isVisible() ? number->text() : QString();
    }
    [[nodiscard]] static bool isNameWhole(ColumnHeader &header)
    {
        const auto *name = header.findChild<QLabel *>(u"columnName"_s);
        return name->width() >= name->sizeHint().width();
    }

    Theme m_theme;
};

void ColumnHeaderTest::theNumberMakesWayForTheName_data()
{
    QTest::addColumn<QString>("number");
    QTest::addColumn<bool>("verified");
    QTest::addColumn<QString>("inRoom");
    QTest::addColumn<QString>("without");
    QTest::newRow("one that somebody made sure of leaves its mark")
        << u"27719860"_s << true << u"✓ 27719860"_s << u"✓"_s;
    QTest::newRow("one that only the customer says goes")
        << u"27719860"_s << false << u"27719860"_s << QString();
    QTest::newRow("that there is none need not be said")
        << QString() << false << u"Visitor"_s << QString();
}

void ColumnHeaderTest::theNumberMakesWayForTheName()
{
    QFETCH(const QString, number);
    QFETCH(const bool, verified);
    QFETCH(const QString, inRoom);
    QFETCH(const QString, without);
    ColumnHeader header(m_theme);
    header.resize(600, header.sizeHint().height());
    header.present(sessionOf(u"Mikael Åkerström the Elder"_s, number, verified));
    header.setNew(true);
    header.show();
    QCOMPARE(shownBy(header), inRoom);
    QVERIFY(isNameWhole(header));
    const auto *name = header.findChild<QLabel *>(u"columnName"_s);
    const auto *isNew = header.findChild<QLabel *>(u"columnNew"_s);
    // Room for the name, the ring, that he is new, and a mark.
    header.resize(name->sizeHint().width() + isNew->sizeHint().width() + 100, header.height());
    QCoreApplication::processEvents();
    QCOMPARE(shownBy(header), without);
    QVERIFY(isNameWhole(header));
    QVERIFY(isNew->isVisible());
}

void ColumnHeaderTest::theNumberComesBackWithTheRoom()
{
    ColumnHeader header(m_theme);
    header.resize(180, header.sizeHint().height());
    header.show();
    for (int second = 0; second < 3; ++second) { // as at each tick of the clock
        header.present(sessionOf(u"Mikael Åkerström"_s, u"27719860"_s, true));
        QCOMPARE(shownBy(header), u"✓"_s);
    }
    header.resize(400, header.height());
    QCOMPARE(shownBy(header), u"✓ 27719860"_s);
    header.resize(180, header.height());
    QCOMPARE(shownBy(header), u"✓"_s);
    header.present(sessionOf(u"Bo"_s, u"7"_s, true));
    QCOMPARE(shownBy(header), u"✓ 7"_s);
}

void ColumnHeaderTest::aNumberThatLooksLikeMarkupIsShownAsItIs()
{
    ColumnHeader header(m_theme);
    header.resize(600, header.sizeHint().height());
    header.present(sessionOf(u"Eve"_s, u"<img src=x>"_s, false));
    header.show();
    const auto *number = header.findChild<QLabel *>(u"columnNumber"_s);
    QCOMPARE(number->textFormat(), Qt::PlainText);
    QVERIFY(!Qt::mightBeRichText(number->toolTip()));
    QVERIFY(number->toolTip().endsWith(u"<img src=x>"_s));
}

QTEST_MAIN(ColumnHeaderTest)
#include "tst_columnheader.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/store/logcase.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>

namespace sermo::store
{

//! A test of EventLog's contract: each of its tests runs once for each implementation.
class LogSuite : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const QByteArray why = whyNoLog(); !why.isEmpty())
            QSKIP(why.constData());
    }
    void initTestCase_data()
    {
        QTest::addColumn<int>("factory");
        for (int i = 0; i < int(logFactories().size()); ++i)
            QTest::newRow(logFactories().at(i).name.constData()) << i;
    }
    void init()
    {
        m_case = make();
        m_probe = std::make_unique<LogProbe>(*m_case.log);
        QVERIFY(m_probe->open());
    }
    void cleanup()
    {
        m_probe.reset();
        m_case = {};
    }

protected:
    [[nodiscard]] LogCase make() //!< another log of the implementation under test, not opened yet
    {
        QFETCH_GLOBAL(int, factory);
        return logFactories().at(factory).make(m_directory.filePath(QString::number(++m_made)),
                                               m_clock);
    }

    QTemporaryDir m_directory;
    test::FakeClock m_clock;
    LogCase m_case;
    std::unique_ptr<LogProbe> m_probe;

private:
    int m_made = 0;
};

// Below the class: moc loses its way behind a raw string with braces.

inline const QString Ann = QStringLiteral("key:ann");
inline const QString Bob = QStringLiteral("key:bob");

[[nodiscard]] inline EventFrame claim(const QString &user, const QString &agent,
                                      const QString &id = {})
{
    QByteArray json = R"({"type":"claim_session","direction":"internal","userId":")" + user.toUtf8()
        + R"(","agentId":")" + agent.toUtf8() + '"';
    if (!id.isEmpty())
        json += R"(,"id":")" + id.toUtf8() + '"';
    return frameOf(json + '}');
}

[[nodiscard]] inline EventFrame opaque(const QByteArray &direction, const QString &user)
{
    return frameOf(R"({"type":"weather","direction":")" + direction + R"(","userId":")"
                   + user.toUtf8() + R"("})");
}

[[nodiscard]] inline AppendRequest onCondition(AppendRequest request, const QString &user,
                                               Seq lastControl)
{
    request.condition = AppendRequest::Condition{UserId(user), lastControl};
    return request;
}

[[nodiscard]] inline AppendRequest lookUp(quint64 ticket, const QString &sender,
                                          const EventFrame &frame)
{
    return {ticket, AppendRequest::Kind::LookUp, sender, frame, std::nullopt};
}

[[nodiscard]] inline QList<AppendOutcome::Kind> kinds(const QList<AppendOutcome> &outcomes)
{
    QList<AppendOutcome::Kind> kinds;
    for (const AppendOutcome &outcome : outcomes)
        kinds.append(outcome.kind);
    return kinds;
}

} // namespace sermo::store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/history/scriptedhistory.h"
#include "tests/model/fakelink.h"
#include "tests/model/scriptedimages.h"
#include "tests/support/fakeclock.h"
#include "ui/console/mainwindow.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/drafts.h"
#include "ui/model/preferences.h"
#include "ui/model/replybook.h"
#include "ui/model/sessionstore.h"
#include "ui/model/spelling.h"
#include "ui/style/theme.h"

#include <QJsonObject>
#include <QTemporaryDir>

#include <memory>

namespace sermo::test
{

//! The link of the model's tests, and what was sent over it as JSON.
class ScriptedLink final : public FakeLink
{
    Q_OBJECT
public:
    [[nodiscard]] QList<QByteArray> sent() const;
    [[nodiscard]] QList<QJsonObject> sentOfType(const QString &type) const;
    void forgetSent() { FakeLink::sent.clear(); }
};

//! The whole console of one agent, "anan01", Anders Andersson, driven by frames as a broker would
//! send them, with a clock that stands still. Time of day is 14:41:37 UTC.
class DeskScene
{
public:
    explicit DeskScene(const QUrl &demoPage = QUrl(QStringLiteral("http://127.0.0.1:8080/")));
    ~DeskScene();

    //! Delivers one event, with the fields given; stored ones get the next seq, received now.
    void say(QJsonObject event);
    void gather() { m_isGathering = true; } //!< what is said from now on comes together, …
    void deliverGathered(); //!< … now: as a link hands it on, once a frame
    void inbound(const QString &user, const QString &type, QJsonObject fields = {});
    void outbound(const QString &user, const QString &type, QJsonObject fields = {});
    void internal(const QString &user, const QString &type, QJsonObject fields = {});
    //! Acknowledges what the console has sent with an id and not yet heard of.
    void acknowledgeAll();

    void bringToQueue(const QString &user, const QString &name, const QString &queue,
                      const QString &text); //!< starts, writes, is named, waits
    void bringToAgent(const QString &user, const QString &name); //!< the same, and is ours

    //! Sara offers a customer of hers to us.
    void offer(const QString &user, const QString &name, const QString &note);

    void fillLikeThePicture(); //!< design/console-light.png

    //! A history in which he was here twice: as Robin, customer number 1234567, once in February
    //! and once in January. Offered to the panel.
    void rememberRobin();
    //! What the broker answers with these conversations.
    [[nodiscard]] static model::HistoryAnswer historyPage(const QList<QJsonObject> &conversations);

    void tellAllocations(); //!< three decisions about its customers, after it

    [[nodiscard]] QWidget *find(const QString &objectName) const; //!< visible or not; null: none
    template <typename T>
    [[nodiscard]] T *find(const QString &objectName) const
    {
        return qobject_cast<T *>(find(objectName));
    }
    void show(const QSize &size = {1440, 900}); //!< and waits until it is exposed

    FakeClock clock;
    ui::Theme theme;
    model::SessionStore store;
    ScriptedLink link;
    ScriptedImages images;
    ScriptedHistory history;
    QTemporaryDir folder;
    std::unique_ptr<model::Drafts> drafts;
    std::unique_ptr<model::ReplyBook> replies;
    std::unique_ptr<model::Preferences> preferences;
    std::unique_ptr<model::Spelling> spelling; //!< of tests/data/dictionaries
    std::unique_ptr<model::ConsoleController> controller;
    std::unique_ptr<ui::MainWindow> window;

private:
    quint64 m_seq = 0;
    bool m_isGathering = false;
    QList<QByteArray> m_gathered;
    QSet<QString> m_acknowledged; //!< ids
};

} // namespace sermo::test

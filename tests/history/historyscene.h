// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/console/deskscene.h"
#include "ui/history/historyview.h"

namespace sermo::test
{

//! A desk with the history in front, of a supervisor unless told otherwise, and a few conversations
//! to be found: Robin's (seq 10, about an invoice), Karin's (30) and Omar's (50, still open).
class HistoryScene : public DeskScene
{
public:
    explicit HistoryScene(const QString &role = QStringLiteral("supervisor"));
    ~HistoryScene();

    void open(); //!< the view, as its tab does; asked and answered
    void openFigure(); //!< the average wait of today in general: Robin's session
    [[nodiscard]] static QJsonObject conversation(int session, const QString &user,
                                                  const QString &name);
    //! What the broker answers with these conversations, and more after them.
    [[nodiscard]] static model::HistoryAnswer page(const QList<QJsonObject> &conversations,
                                                   qint64 next = 0);

    Q_DISABLE_COPY_MOVE(HistoryScene)

    ui::HistoryView *view;

private:
    void fill();
};

} // namespace sermo::test

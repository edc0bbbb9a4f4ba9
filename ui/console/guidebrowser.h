// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/guidepages.h"

#include <QTextBrowser>

namespace sermo::ui
{

class Theme;

//! Shows the guide's pages, by name, in the theme's colours. Follows links between them, by mouse
//! and keys, and back again; nothing else is ever opened or loaded. GUI thread; the theme outlives
//! it.
class GuideBrowser : public QTextBrowser
{
    Q_OBJECT
    Q_PROPERTY(QString page READ page)
public:
    GuideBrowser(const Theme &theme, QList<GuidePage> pages, QWidget *parent);

    [[nodiscard]] const QList<GuidePage> &pages() const { return m_pages; }
    [[nodiscard]] QString page() const { return m_page; } //!< its name
    void open(const QString &page); //!< from its beginning; an unknown one: nothing
    //! Goes on to the next place with these words, on other pages too and round to the first; false
    //! when there is none. `anew`: from the beginning of this page.
    [[nodiscard]] bool findNext(const QString &words, bool anew);

    [[nodiscard]] QVariant loadResource(int type, const QUrl &name) override;

signals:
    void pageChanged(); //!< also by a link that was followed, or by the way back

protected:
    void doSetSource(const QUrl &name, QTextDocument::ResourceType type) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] qsizetype indexOf(const QString &page) const; //!< -1: there is none
    void handleSource(const QUrl &source);
    void dress();
    void fitPictures();

    const Theme &m_theme;
    const QList<GuidePage> m_pages;
    QString m_page;
};

} // namespace sermo::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/languages.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QKeySequence>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QTreeView>

#include <functional>

using namespace Qt::StringLiterals;

namespace
{

//! Hears for which words Qt asks on its own account, and leaves it to the next to answer.
class Listener : public QTranslator
{
public:
    [[nodiscard]] QString translate(const char *context, const char *source, const char *,
                                    int) const override
    {
        const QByteArray name(context);
        if (name.startsWith('Q') && *source && !isKeys(source))
            asked.insert({name, QByteArray(source)});
        return {};
    }
    [[nodiscard]] bool isEmpty() const override { return false; }

    //! `Alt+Left`, which is read again.
    [[nodiscard]] static bool isKeys(const char *source)
    {
        return QByteArrayView(source).startsWith("Alt+");
    }

    mutable QSet<std::pair<QByteArray, QByteArray>> asked;
};

} // namespace

//! What Qt itself says is said in Swedish too, for half a translation looks like a mistake.
class QtWordsTest : public QObject
{
    Q_OBJECT
private slots:
    void inSwedishQtSpeaksSwedish_data();
    void inSwedishQtSpeaksSwedish();
};

using Make = std::function<void()>;
Q_DECLARE_METATYPE(Make)

namespace
{

void askForFiles()
{
    const QTemporaryDir folder;
    QFileDialog dialog(nullptr, {}, folder.path());
    dialog.setOption(QFileDialog::DontUseNativeDialog);
    dialog.setViewMode(QFileDialog::Detail);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const auto views = dialog.findChildren<QTreeView *>();
    for (const QTreeView *view : views) {
        for (int column = 0; column < view->model()->columnCount(); ++column)
            (void)view->model()->headerData(column, Qt::Horizontal);
    }
}

void askWhereToSave()
{
    QFileDialog dialog;
    dialog.setOption(QFileDialog::DontUseNativeDialog);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.show();
}

void askAnything()
{
    QMessageBox box;
    for (int button = QMessageBox::FirstButton; button <= QMessageBox::LastButton; button *= 2)
        box.addButton(QMessageBox::StandardButton(button));
    box.setDetailedText(u"x"_s);
    box.show();
}

void nameKeys()
{
    for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Up, Qt::Key_Right, Qt::Key_Down, Qt::Key_Return,
                              Qt::Key_Escape, Qt::Key_Period, Qt::Key_F11})
        (void)QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::ALT | key).toString(QKeySequence::NativeText);
}

} // namespace

void QtWordsTest::inSwedishQtSpeaksSwedish_data()
{
    QTest::addColumn<Make>("make");
    QTest::newRow("the menu of a line") << Make([] {
        QLineEdit line;
        delete line.createStandardContextMenu();
    });
    QTest::newRow("the menu of a text") << Make([] {
        QPlainTextEdit text;
        delete text.createStandardContextMenu();
    });
    QTest::newRow("the buttons of a question") << Make(askAnything);
    QTest::newRow("files to open") << Make(askForFiles);
    QTest::newRow("a file to save") << Make(askWhereToSave);
    QTest::newRow("keys") << Make(nameKeys);
}

void QtWordsTest::inSwedishQtSpeaksSwedish()
{
    QFETCH(const Make, make);
    const auto swedish = sermo::ui::translatorsFor(QLocale(QLocale::Swedish));
    QVERIFY(!swedish.empty());
    const QTranslator &ours = *swedish.front();
    Listener listener;
    for (const auto &each : swedish)
        QCoreApplication::installTranslator(each.get());
    QCoreApplication::installTranslator(&listener);
    make();
    QStringList missing;
    for (const auto &[context, source] : std::as_const(listener.asked)) {
        // Reading `Alt+Left` asks for the names of all keys that there are.
        const bool isRead = context == "QShortcut" && QTest::currentDataTag() != "keys"_ba;
        if (!isRead && ours.translate(context.constData(), source.constData()).isEmpty())
            missing += QString::fromUtf8(context + ": " + source);
    }
    missing.sort();
    QVERIFY2(missing.isEmpty(), qPrintable(u'\n' + missing.join(u'\n')));
    QVERIFY(!listener.asked.isEmpty()); // else it is deaf
}

QTEST_MAIN(QtWordsTest)
#include "tst_qtwords.moc"

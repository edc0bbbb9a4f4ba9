// SPDX-License-Identifier: GPL-3.0-or-later
//! What one more message costs in a conversation of ten thousand, from the model to painted pixels:
//! in the console's transcript, and in the same run in a list view with a delegate that lays text
//! out whenever it is asked (the ratio says what the cached layouts are worth).

#include "ui/console/transcriptview.h"
#include "ui/model/transcriptmodel.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sermo;

namespace
{

constexpr int Messages = 10'000;
constexpr int Appends = 100; // in the transcript
constexpr int NaiveAppends = 5; // in the list view, which takes its time
constexpr QSize Column(300, 640);
constexpr double TargetMs = 5; // performance.md, proposed targets

model::TranscriptItem message(int number)
{
    using Kind = model::TranscriptItem::Kind;
    model::TranscriptItem item;
    item.kind = number % 3 == 0 ? Kind::Agent : Kind::Customer;
    item.seq = Seq(number);
    item.atMs = 1772462497000 + qint64(number) * 20'000;
    item.text = u"Jag vill ändra faktura %1 "_s.arg(number)
        + u"för den skulle gå till min nya adress "_s.repeated(number % 5);
    item.groupedWithPrevious = number % 3 == 2;
    return item;
}

//! As most chat clients begin: every row is laid out whenever the view asks how high it is.
class NaiveDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const ui::BubbleLayout layout = layOut(index, option.rect.width());
        ui::paintBubble(painter, option.rect.topLeft(), itemOf(index), layout, m_style, {});
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &,
                                 const QModelIndex &index) const override
    {
        return {Column.width(), layOut(index, Column.width()).height};
    }
    void setStyle(const ui::BubbleStyle &style) { m_style = style; }

private:
    static const model::TranscriptItem &itemOf(const QModelIndex &index)
    {
        return static_cast<const model::TranscriptModel *>(index.model())->item(index.row());
    }
    [[nodiscard]] ui::BubbleLayout layOut(const QModelIndex &index, int width) const
    {
        return ui::layoutBubble(itemOf(index), {}, width, m_style);
    }
    ui::BubbleStyle m_style;
};

struct Figures {
    double openMs = 0, medianMs = 0, p99Ms = 0;
};

double milliseconds(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

//! Fills a model, opens it in a view, then appends one by one, each until it is painted.
template <typename Open, typename Paint>
Figures measure(int appends, Open open, Paint paint)
{
    model::TranscriptModel conversation;
    QList<model::TranscriptItem> items;
    for (int i = 1; i <= Messages; ++i)
        items += message(i);
    conversation.addStored(items);
    Figures figures;
    figures.openMs = milliseconds([&] {
        open(conversation);
        paint();
    });
    for (int i = 0; i < 500; ++i) // idle work is done before, as when an agent reads
        QCoreApplication::processEvents();
    std::vector<double> each;
    for (int i = 1; i <= appends; ++i)
        each.push_back(milliseconds([&] {
            conversation.addStored({message(Messages + i)});
            paint();
        }));
    std::sort(each.begin(), each.end());
    figures.medianMs = each.at(each.size() / 2);
    figures.p99Ms = each.at(std::min(each.size() - 1, each.size() * 99 / 100));
    open.close();
    return figures;
}

struct OpenTranscript {
    ui::TranscriptView &view;
    void operator()(model::TranscriptModel &model) { view.setModel(&model); }
    void close() { view.setModel(nullptr); }
};

struct OpenList {
    QListView &view;
    void operator()(model::TranscriptModel &model) { view.setModel(&model); }
    void close() { view.setModel(nullptr); }
};

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    ui::Theme theme;
    theme.install();

    ui::TranscriptView transcript(theme);
    transcript.resize(Column);
    transcript.show();
    QPixmap screen(Column);
    const Figures ours = measure(Appends, OpenTranscript{transcript},
                                 [&] { transcript.viewport()->render(&screen); });

    QListView list;
    NaiveDelegate delegate;
    delegate.setStyle(ui::bubbleStyle(theme, 0, {}));
    list.setItemDelegate(&delegate);
    list.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list.resize(Column);
    list.show();
    const Figures naive = measure(NaiveAppends, OpenList{list}, [&] {
        list.scrollToBottom();
        list.viewport()->render(&screen);
    });

    std::printf(
        "| one more message, %d shown | appends | open ms | median ms | p99 ms | target |\n",
        Messages);
    std::printf("|---|---|---|---|---|---|\n");
    std::printf("| the console's transcript | %d | %.1f | %.2f | %.2f | < %.0f ms |\n", Appends,
                ours.openMs, ours.medianMs, ours.p99Ms, TargetMs);
    std::printf("| a list view, laid out when asked | %d | %.1f | %.2f | %.2f | |\n", NaiveAppends,
                naive.openMs, naive.medianMs, naive.p99Ms);
    std::printf("| ratio of the medians | | | %.0f x | | |\n", naive.medianMs / ours.medianMs);
    return 0;
}

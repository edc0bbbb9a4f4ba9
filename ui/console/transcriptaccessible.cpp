// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/transcriptaccessible.h"

#include "ui/console/transcriptview.h"
#include "ui/model/transcriptmodel.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

int rowCount(const TranscriptView *view)
{
    return view && view->model() ? view->model()->rowCount() : 0;
}

//! One row: no object of its own, so it names its view and its number.
class RowAccessible final : public QAccessibleInterface
{
public:
    RowAccessible(TranscriptView *view, int row)
        : m_view(view)
        , m_row(row)
    {
    }

    [[nodiscard]] bool isValid() const override { return m_view && m_row < rowCount(m_view); }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_view);
    }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return isValid() && kind == QAccessible::Name ? m_view->describe(m_row) : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect row = m_view->rowRect(m_row);
        return {m_view->viewport()->mapToGlobal(row.topLeft()), row.size()};
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        state.focusable = true;
        state.focused = m_view && m_view->currentRow() == m_row && m_view->hasFocus();
        state.invalid = !isValid();
        return state;
    }

private:
    QPointer<TranscriptView> m_view;
    int m_row;
};

class TranscriptAccessible final : public QAccessibleWidget
{
public:
    explicit TranscriptAccessible(TranscriptView *view)
        : QAccessibleWidget(view, QAccessible::List)
    {
    }
    ~TranscriptAccessible() override
    {
        for (const QAccessible::Id id : std::as_const(m_rows))
            QAccessible::deleteAccessibleInterface(id);
    }

    [[nodiscard]] int childCount() const override { return rowCount(view()); }
    [[nodiscard]] QAccessibleInterface *child(int row) const override
    {
        if (row < 0 || row >= childCount())
            return nullptr;
        auto known = m_rows.find(row);
        if (known == m_rows.end()) {
            auto *made = new RowAccessible(view(), row);
            known = m_rows.insert(row, QAccessible::registerAccessibleInterface(made));
        }
        return QAccessible::accessibleInterface(*known);
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it) {
            if (QAccessible::accessibleInterface(it.value()) == child)
                return it.key();
        }
        return -1;
    }
    [[nodiscard]] QAccessibleInterface *focusChild() const override
    {
        return view()->hasFocus() && view()->currentRow() >= 0 ? child(view()->currentRow())
                                                               : nullptr;
    }

private:
    [[nodiscard]] TranscriptView *view() const { return static_cast<TranscriptView *>(widget()); }

    mutable QHash<int, QAccessible::Id> m_rows;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<TranscriptView *>(object);
    return view ? new TranscriptAccessible(view) : nullptr;
}

} // namespace

void installTranscriptAccessibility()
{
    QAccessible::removeFactory(makeInterface);
    QAccessible::installFactory(makeInterface);
}

void announceRow(TranscriptView *view, int row)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(view, QAccessible::ObjectCreated);
    event.setChild(row);
    QAccessible::updateAccessibility(&event);
}

} // namespace sermo::ui

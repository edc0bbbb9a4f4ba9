// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/conversationexport.h"

#include "broker/protocol/csv.h"
#include "broker/protocol/timestamp.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextDocument>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

using Kind = TranscriptItem::Kind;

QString translated(const char *text)
{
    return QCoreApplication::translate("History", text);
}

QLatin1StringView wireName(Kind kind)
{
    static constexpr QLatin1StringView Names[]
        = {"customer"_L1, "agent"_L1, "bot"_L1, "note"_L1, "info"_L1, "system"_L1};
    return Names[static_cast<size_t>(kind)];
}

QString speakerOf(const TranscriptItem &item, const PastConversation &about)
{
    switch (item.kind) {
    case Kind::Customer:
        return about.name;
    case Kind::Agent:
        return item.speaker.isEmpty() ? translated(QT_TRANSLATE_NOOP("History", "Agent"))
                                      : item.speaker;
    case Kind::Bot:
        return item.speaker.isEmpty() ? translated(QT_TRANSLATE_NOOP("History", "Bot"))
                                      : item.speaker;
    case Kind::Note:
        return translated(QT_TRANSLATE_NOOP("History", "Note by %1")).arg(item.speaker);
    case Kind::Info:
    case Kind::System:
        return {};
    }
    Q_UNREACHABLE();
}

QString textOf(const TranscriptItem &item)
{
    if (item.imageId.isEmpty())
        return item.text;
    const QString image
        = translated(QT_TRANSLATE_NOOP("History", "[image %1]")).arg(item.imageId.left(64));
    return item.text.isEmpty() ? image : item.text + u'\n' + image;
}

QString timeOf(qint64 ms, const ExportedConversation &conversation, const QString &format)
{
    return QDateTime::fromMSecsSinceEpoch(ms, conversation.zone).toString(format);
}

QString escaped(const QString &text)
{
    return text.toHtmlEscaped().replace(u'\n', "<br>"_L1);
}

QString element(QLatin1StringView name, QLatin1StringView itsClass, const QString &content)
{
    return u"<%1 class=\"%2\">%3</%1>\n"_s.arg(name, itsClass, content);
}

QString rowOf(const TranscriptItem &item, const ExportedConversation &conversation)
{
    const QString time
        = element("td"_L1, "when"_L1, timeOf(item.atMs, conversation, u"yyyy-MM-dd HH:mm:ss"_s));
    const QString who = element("td"_L1, "who"_L1, escaped(speakerOf(item, conversation.about)));
    const QString text = element("td"_L1, "said"_L1, escaped(textOf(item)));
    return element("tr"_L1, wireName(item.kind), time + who + text);
}

//! Who, where and when, in a line each.
QString aboutLines(const ExportedConversation &conversation)
{
    const PastConversation &about = conversation.about;
    QStringList lines;
    const auto add = [&lines](const char *name, const QString &value) {
        if (!value.isEmpty())
            lines += escaped(translated(name) + u": "_s + value);
    };
    add(QT_TRANSLATE_NOOP("History", "Customer number"), about.customerNumber);
    add(QT_TRANSLATE_NOOP("History", "Brand"), about.brand);
    add(QT_TRANSLATE_NOOP("History", "Queue"), about.queue);
    add(QT_TRANSLATE_NOOP("History", "Agent"), about.agent);
    add(QT_TRANSLATE_NOOP("History", "Time zone"), QString::fromLatin1(conversation.zone.id()));
    add(QT_TRANSLATE_NOOP("History", "Tags"), about.tags.join(u", "_s));
    add(QT_TRANSLATE_NOOP("History", "Rating"),
        about.rating > 0 ? QString::number(about.rating) : QString());
    add(QT_TRANSLATE_NOOP("History", "Reason of the end"), about.reason);
    return lines.join("<br>\n"_L1);
}

constexpr QLatin1StringView Style(
    "body{font:14px/1.45 Inter,sans-serif;color:#17212b;background:#fff}"
    "table{border-collapse:collapse}td{padding:4px 10px;vertical-align:top}"
    ".when{color:#5b6875;white-space:nowrap}.who{font-weight:600}"
    ".system,.info{color:#5b6875;font-style:italic}.note{background:#fff6d9}");

} // namespace

QByteArray toJson(const ExportedConversation &conversation)
{
    return "{\"conversation\":" + conversation.aboutJson + ",\"events\":[\n"
        + conversation.events.join(",\n") + "\n]}\n";
}

QByteArray toCsv(const ExportedConversation &conversation)
{
    QString text = u"time,kind,who,text\r\n"_s;
    for (const TranscriptItem &item : conversation.items)
        text += QStringList{QString::fromLatin1(toTimestamp(item.atMs)), wireName(item.kind),
                            csvField(speakerOf(item, conversation.about)), csvField(textOf(item))}
                    .join(u',')
            + u"\r\n"_s;
    return "\xef\xbb\xbf" + text.toUtf8(); // else spreadsheets take it for Latin-1
}

QByteArray toHtml(const ExportedConversation &conversation)
{
    const QString title
        = translated(QT_TRANSLATE_NOOP("History", "Conversation with %1, %2"))
              .arg(conversation.about.name,
                   timeOf(conversation.about.beganMs, conversation, u"yyyy-MM-dd HH:mm"_s))
              .toHtmlEscaped();
    QString rows;
    for (const TranscriptItem &item : conversation.items)
        rows += rowOf(item, conversation);
    const QString head = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                         "'none'; style-src 'unsafe-inline'\">"_L1;
    return (head + "<title>"_L1 + title + "</title><style>"_L1 + Style
            + "</style></head>\n<body><h1>"_L1 + title + "</h1>\n<p>"_L1 + aboutLines(conversation)
            + "</p>\n<table>\n"_L1 + rows + "</table></body></html>\n"_L1)
        .toUtf8();
}

bool writePdf(const ExportedConversation &conversation, QIODevice &out)
{
    if (!out.isWritable())
        return false;
    QPdfWriter writer(&out);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(18, 18, 18, 18), QPageLayout::Millimeter);
    writer.setCreator(u"Sermo Desk"_s);
    writer.setTitle(conversation.about.name);
    QTextDocument document;
    document.setHtml(QString::fromUtf8(toHtml(conversation)));
    document.print(&writer);
    return true;
}

QString fileNameOf(const PastConversation &about, const QString &extension)
{
    const QString day = QDateTime::fromMSecsSinceEpoch(about.beganMs).date().toString(Qt::ISODate);
    QString who;
    for (const QChar c : about.name.left(40))
        who += c.isLetterOrNumber() || c == u' ' ? c : u'_';
    return u"conversation-%1-%2.%3"_s.arg(day, who.trimmed(), extension);
}

} // namespace sermo::model

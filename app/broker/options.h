// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <QHash>
#include <QStringList>

namespace sermo::app
{

//! The options of one command, read strictly: each with a value, once, and nothing else. An empty
//! value is a variable that a script forgot to set, never what was meant.
class Options
{
public:
    Options(const QStringList &words, const QStringList &allowed)
    {
        QCommandLineParser parser;
        parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
        for (const QString &name : allowed)
            parser.addOption({name, {}, name});
        if (!parser.parse(QStringList{QStringLiteral("sermo-broker")} + words))
            m_error = parser.errorText();
        m_positional = parser.positionalArguments();
        for (const QString &name : allowed) {
            const QStringList values = parser.values(name);
            if (values.size() > 1)
                m_error = QStringLiteral("--%1 is given twice").arg(name);
            else if (!values.isEmpty() && values.constFirst().isEmpty())
                m_error = QStringLiteral("--%1 wants a value").arg(name);
            if (!values.isEmpty())
                m_values.insert(name, values.constFirst());
        }
    }

    [[nodiscard]] QString value(const QString &name) const { return m_values.value(name); }

    //! What is wrong; empty: nothing. `required` options must have a value.
    [[nodiscard]] QString complaint(const QStringList &required, qsizetype positional = 0) const
    {
        if (!m_error.isEmpty())
            return m_error;
        for (const QString &name : required) {
            if (value(name).isEmpty())
                return QStringLiteral("--%1 is missing").arg(name);
        }
        if (m_positional.size() > positional)
            return QStringLiteral("unexpected: %1").arg(m_positional.at(positional));
        return m_positional.size() < positional ? QStringLiteral("NAME is missing") : QString();
    }

    [[nodiscard]] QString positional() const { return m_positional.value(0); }

private:
    QHash<QString, QString> m_values;
    QStringList m_positional;
    QString m_error;
};

} // namespace sermo::app

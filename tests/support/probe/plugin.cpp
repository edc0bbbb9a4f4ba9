// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/probe/probe.h"

#include <QGenericPlugin>

using namespace Qt::StringLiterals;

//! Loaded by Qt into any widgets program that is started with QT_QPA_GENERIC_PLUGINS=sermoprobe.
class ProbePlugin final : public QGenericPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "probe.json")
public:
    QObject *create(const QString &name, const QString &) override
    {
        const QString socket = qEnvironmentVariable("SERMO_PROBE_SOCKET");
        if (name.compare("sermoprobe"_L1, Qt::CaseInsensitive) != 0 || socket.isEmpty())
            return nullptr;
        return new sermo::probe::Probe(socket);
    }
};

#include "plugin.moc"

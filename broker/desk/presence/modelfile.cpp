// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/model.h"

#include <QtEndian>

#include <bit>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sermo::presence
{

namespace
{

constexpr QByteArrayView Magic("SDPRESNC");
constexpr quint64 Version = 2;

// --- Eight bytes a figure, the little end first, whatever the machine ----------------------------

void put(QByteArray &to, quint64 value)
{
    const quint64 bytes = qToLittleEndian(value);
    to.append(reinterpret_cast<const char *>(&bytes), sizeof bytes);
}

void put(QByteArray &to, double value)
{
    put(to, std::bit_cast<quint64>(value));
}

//! Reads what put() wrote; what is not there is 0 and remembered.
class Reader
{
public:
    explicit Reader(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }

    quint64 number()
    {
        if (m_rest.size() < qsizetype(sizeof(quint64))) {
            m_isWhole = false;
            return 0;
        }
        const auto value = qFromLittleEndian<quint64>(m_rest.data());
        m_rest = m_rest.sliced(sizeof(quint64));
        return value;
    }

    //! Within bounds; what is beyond them, or no number at all, was never written.
    double figure(double least, double most)
    {
        const auto value = std::bit_cast<double>(number());
        const bool isSound = value >= least && value <= most; // false for what is no number
        m_isWhole = m_isWhole && isSound;
        return isSound ? value : 0;
    }

    [[nodiscard]] bool isWholeAndDone() const { return m_isWhole && m_rest.isEmpty(); }

private:
    QByteArrayView m_rest;
    bool m_isWhole = true;
};

constexpr double Most = 1e15; // cases, losses

} // namespace

QByteArray Model::save() const
{
    QByteArray bytes = Magic.toByteArray();
    put(bytes, Version);
    put(bytes, static_cast<quint64>(m_day));
    put(bytes, static_cast<quint64>(m_sessions));
    put(bytes, m_contest.ofTable);
    put(bytes, m_contest.ofLayer);
    for (const double weight : m_layer.weights())
        put(bytes, weight);
    for (const double taught : m_layer.taught())
        put(bytes, taught);
    for (const Cell &cell : m_cells) {
        put(bytes, cell.came);
        put(bytes, cell.cases);
    }
    return bytes;
}

Result<Model, QString> Model::load(QByteArrayView bytes)
{
    if (!bytes.startsWith(Magic))
        return failure(u"these bytes are no presence model"_s);
    Reader reader(bytes.sliced(Magic.size()));
    if (const quint64 version = reader.number(); version != Version)
        return failure(u"a presence model of version %1, not %2"_s.arg(version).arg(Version));

    Model model;
    model.m_day = static_cast<qint64>(reader.number());
    model.m_sessions = static_cast<qint64>(reader.number());
    model.m_contest.ofTable = reader.figure(0, Most);
    model.m_contest.ofLayer = reader.figure(0, Most);
    Layer::Values weights{};
    Layer::Values taught{};
    for (double &weight : weights)
        weight = reader.figure(-Most, Most);
    for (double &one : taught)
        one = reader.figure(0, Most);
    model.m_layer = Layer(weights, taught);
    for (size_t place = 0; place < CellCount; ++place) {
        Cell &cell = model.m_cells[place];
        cell.came = reader.figure(0, Most);
        cell.cases = reader.figure(cell.came, Most);
        model.workOut(place);
    }
    if (!reader.isWholeAndDone())
        return failure(u"a presence model that is torn or damaged"_s);
    return model;
}

} // namespace sermo::presence

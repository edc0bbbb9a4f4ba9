// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/walcheck.h"

#include <QFile>
#include <QtEndian>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

// SQLite's file format, section 4, "The Write-Ahead Log".
constexpr qsizetype HeaderSize = 32;
constexpr qsizetype SummedOfHeader = 24;
constexpr qsizetype FrameHeaderSize = 24;
constexpr quint32 Magic = 0x377f0682; //!< its last bit: whether sums are of big-endian words
constexpr qsizetype SummedOfFrameHeader = 8;
constexpr qsizetype PageSizeAt = 16; //!< in the database

quint32 word(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.data() + at);
}

struct Sum {
    quint32 first = 0, second = 0;

    void add(QByteArrayView bytes, bool isBigEndian)
    {
        for (qsizetype at = 0; at + 8 <= bytes.size(); at += 8) {
            first += read(bytes, at, isBigEndian) + second;
            second += read(bytes, at + 4, isBigEndian) + first;
        }
    }
    [[nodiscard]] static Sum stored(QByteArrayView bytes, qsizetype at)
    {
        return {word(bytes, at), word(bytes, at + 4)};
    }
    friend bool operator==(const Sum &, const Sum &) = default;

private:
    static quint32 read(QByteArrayView bytes, qsizetype at, bool isBigEndian)
    {
        return isBigEndian ? word(bytes, at) : qFromLittleEndian<quint32>(bytes.data() + at);
    }
};

struct Frame {
    QByteArray header, page;

    [[nodiscard]] bool isCommit() const { return word(header, 4) != 0; }
    [[nodiscard]] QByteArrayView salts() const { return QByteArrayView(header).sliced(8, 8); }
    [[nodiscard]] Sum stored() const { return Sum::stored(header, 16); }
    [[nodiscard]] Sum after(Sum sum, bool isBigEndian) const
    {
        sum.add(QByteArrayView(header).first(SummedOfFrameHeader), isBigEndian);
        sum.add(page, isBigEndian);
        return sum;
    }
};

//! One log, frame by frame: each one's sum goes on from the one before.
class Wal
{
public:
    Wal(const QString &name, qint64 pageSize)
        : m_file(name)
        , m_pageSize(pageSize)
    {
        if (m_file.open(QIODevice::ReadOnly))
            m_header = m_file.read(HeaderSize);
    }

    [[nodiscard]] qint64 commitsLostToDamage()
    {
        if (m_header.size() < HeaderSize || m_pageSize <= 0)
            return 0;
        m_isBigEndian = (word(m_header, 0) & 1) != 0;
        const Sum stored = Sum::stored(m_header, SummedOfHeader);
        if ((word(m_header, 0) | 1) != (Magic | 1) || sumOfHeader() != stored)
            return behindTheHeader(stored);
        const QByteArray salts = m_header.sliced(16, 8);
        Sum sum = stored;
        for (qint64 at = 0;; ++at) {
            const auto next = frame(at);
            if (!next)
                return 0;
            const Sum computed = next->after(sum, m_isBigEndian);
            if (computed != next->stored() || next->salts() != salts)
                return behind(at + 1, {next->stored(), computed}, salts, next->isCommit());
            sum = computed;
        }
    }

private:
    [[nodiscard]] Sum sumOfHeader() const
    {
        Sum sum;
        sum.add(QByteArrayView(m_header).first(SummedOfHeader), m_isBigEndian);
        return sum;
    }

    //! Nothing of it can be relied on: neither its sum, nor its salts, nor the order of its bytes.
    [[nodiscard]] qint64 behindTheHeader(Sum stored)
    {
        const auto first = frame(0);
        qint64 most = 0;
        for (const bool isBigEndian : {false, true}) {
            m_isBigEndian = isBigEndian;
            if (first)
                most = std::max(
                    most, behind(0, {stored, sumOfHeader()}, first->salts().toByteArray(), false));
        }
        return most;
    }

    [[nodiscard]] std::optional<Frame> frame(qint64 at)
    {
        if (!m_file.seek(HeaderSize + at * (FrameHeaderSize + m_pageSize)))
            return std::nullopt;
        Frame read{m_file.read(FrameHeaderSize), m_file.read(m_pageSize)};
        if (read.header.size() < FrameHeaderSize || read.page.size() < m_pageSize)
            return std::nullopt; // its end, or one that a crash tore
        return read;
    }

    //! Commits in the unbroken run that begins there, from one of these sums; the damaged frame
    //! before it may be one too. What an older run has left behind the log's end has other salts,
    //! or is one piece of one commit.
    [[nodiscard]] qint64 behind(qint64 at, std::initializer_list<Sum> from, const QByteArray &salts,
                                bool isDamagedOneCommit)
    {
        qint64 most = 0;
        for (Sum sum : from) {
            qint64 commits = 0;
            for (qint64 i = at;; ++i) {
                const auto next = frame(i);
                if (!next || next->salts() != salts)
                    break;
                sum = next->after(sum, m_isBigEndian);
                if (sum != next->stored())
                    break;
                commits += next->isCommit() ? 1 : 0;
            }
            most = std::max(most, commits);
        }
        if (most > 0 && isDamagedOneCommit)
            ++most;
        return most > 1 ? most : 0;
    }

    QFile m_file;
    const qint64 m_pageSize;
    QByteArray m_header;
    bool m_isBigEndian = false;
};

qint64 pageSizeOf(const QString &databaseFile)
{
    QFile file(databaseFile);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(PageSizeAt))
        return 0;
    const QByteArray size = file.read(2);
    if (size.size() < 2)
        return 0;
    const quint16 value = qFromBigEndian<quint16>(size.constData());
    return value == 1 ? 65536 : value;
}

} // namespace

qint64 commitsLostToDamage(const QString &databaseFile)
{
    const qint64 pageSize = pageSizeOf(databaseFile);
    // A broker that runs may begin its log anew in the middle of a look: only what stays is damage.
    qint64 found = 0;
    for (int look = 0; look < 2; ++look) {
        found = Wal(databaseFile + u"-wal"_s, pageSize).commitsLostToDamage();
        if (found == 0)
            break;
    }
    return found;
}

} // namespace sermo::store

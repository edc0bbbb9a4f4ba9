// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/standby/wording.h"

#include "broker/protocol/jsonwriter.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::standby
{

namespace
{

constexpr std::array Rights{"none"_L1, "offer"_L1, "succeed"_L1}; // by Right

QLatin1StringView nameOf(Right right)
{
    return Rights.at(size_t(right));
}

//! One object's members, each of which must be there and of its kind.
class Members
{
public:
    explicit Members(QJsonObject object)
        : m_object(std::move(object))
    {
    }

    [[nodiscard]] quint64 number(QLatin1StringView name)
    {
        const qint64 value = m_object.value(name).toInteger(-1);
        m_isGood = m_isGood && value >= 0;
        return quint64(value);
    }
    [[nodiscard]] Ms time(QLatin1StringView name) { return Ms(qint64(number(name))); }
    [[nodiscard]] bool flag(QLatin1StringView name)
    {
        m_isGood = m_isGood && m_object.value(name).isBool();
        return m_object.value(name).toBool();
    }
    [[nodiscard]] Right right(QLatin1StringView name)
    {
        const QString value = m_object.value(name).toString();
        for (size_t i = 0; i < Rights.size(); ++i) {
            if (value == Rights.at(i))
                return Right(i);
        }
        m_isGood = false;
        return Right::None;
    }
    [[nodiscard]] std::optional<Seq> numberOrNull(QLatin1StringView name)
    {
        if (m_object.value(name).isNull())
            return std::nullopt;
        return number(name);
    }
    [[nodiscard]] QString text(QLatin1StringView name) const
    {
        return m_object.value(name).toString();
    }
    [[nodiscard]] bool isGood() const { return m_isGood; }

private:
    QJsonObject m_object;
    bool m_isGood = true;
};

void add(JsonWriter &json, const say::Hello &hello)
{
    json.member("say"_L1, "hello"_L1);
    json.member("hosts"_L1, hello.hosts);
    json.member("beganAt"_L1, hello.beganAt);
    json.member("head"_L1, hello.head);
    json.member("heir"_L1, hello.heir);
    json.member("right"_L1, nameOf(hello.right));
    json.member("wish"_L1, nameOf(hello.wish));
}

void add(JsonWriter &json, const say::Beat &beat)
{
    json.member("say"_L1, "beat"_L1);
    json.member("stamp"_L1, qint64(beat.stamp.count()));
}

void add(JsonWriter &json, const say::Echo &echo)
{
    json.member("say"_L1, "echo"_L1);
    json.member("stamp"_L1, qint64(echo.stamp.count()));
}

void add(JsonWriter &json, const say::Copy &copy)
{
    json.member("say"_L1, "copy"_L1);
    json.member("upTo"_L1, copy.upTo);
}

void add(JsonWriter &json, const say::Kept &kept)
{
    json.member("say"_L1, "kept"_L1);
    json.member("upTo"_L1, kept.upTo);
}

void add(JsonWriter &json, const say::Grant &grant)
{
    json.member("say"_L1, "grant"_L1);
    json.member("right"_L1, nameOf(grant.right));
}

void add(JsonWriter &json, const say::Withdraw & /*unused*/)
{
    json.member("say"_L1, "withdraw"_L1);
}

void add(JsonWriter &json, const say::Withdrawn & /*unused*/)
{
    json.member("say"_L1, "withdrawn"_L1);
}

void add(JsonWriter &json, const say::Leave & /*unused*/)
{
    json.member("say"_L1, "leave"_L1);
}

say::Hello helloOf(Members &members)
{
    say::Hello hello;
    hello.hosts = members.flag("hosts"_L1);
    hello.beganAt = members.number("beganAt"_L1);
    hello.head = members.number("head"_L1);
    hello.heir = members.flag("heir"_L1);
    hello.right = members.right("right"_L1);
    hello.wish = members.right("wish"_L1);
    return hello;
}

std::optional<decltype(Message::what)> saidIn(Members &members)
{
    const QString name = members.text("say"_L1);
    if (name == "hello"_L1)
        return helloOf(members);
    if (name == "beat"_L1)
        return say::Beat{members.time("stamp"_L1)};
    if (name == "echo"_L1)
        return say::Echo{members.time("stamp"_L1)};
    if (name == "copy"_L1)
        return say::Copy{members.number("upTo"_L1)};
    if (name == "kept"_L1)
        return say::Kept{members.number("upTo"_L1)};
    if (name == "grant"_L1)
        return say::Grant{members.right("right"_L1)};
    if (name == "withdraw"_L1)
        return say::Withdraw{};
    if (name == "withdrawn"_L1)
        return say::Withdrawn{};
    if (name == "leave"_L1)
        return say::Leave{};
    return std::nullopt;
}

QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object(); // of anything else: empty
}

void add(JsonWriter &json, const Charter &charter)
{
    json.member("term"_L1, charter.term);
    json.member("hosts"_L1, charter.hosts);
    json.member("beganAt"_L1, charter.beganAt);
    json.member("granted"_L1, nameOf(charter.granted));
    json.member("heir"_L1, charter.heir);
    if (charter.apart)
        json.member("apart"_L1, *charter.apart);
    else
        json.memberNull("apart"_L1);
    json.member("renews"_L1, charter.renews);
}

//! Of what was understood, so that neither order nor spaces matter.
QString checksumOf(const Charter &charter)
{
    JsonWriter json;
    add(json, charter);
    const QByteArray hash = QCryptographicHash::hash(json.take(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex());
}

} // namespace

QByteArray toJson(const Message &message)
{
    JsonWriter json;
    std::visit([&json](const auto &what) { add(json, what); }, message.what);
    json.member("term"_L1, message.term);
    return json.take();
}

std::optional<Message> messageOf(const QByteArray &json)
{
    Members members(objectOf(json));
    const quint64 term = members.number("term"_L1);
    const auto what = saidIn(members);
    if (!what || !members.isGood())
        return std::nullopt;
    return Message{term, *what};
}

QByteArray toJson(const Charter &charter)
{
    JsonWriter json;
    add(json, charter);
    json.member("checksum"_L1, checksumOf(charter));
    return json.take();
}

std::optional<Charter> charterOf(const QByteArray &json)
{
    Members members(objectOf(json));
    Charter charter;
    charter.term = members.number("term"_L1);
    charter.hosts = members.flag("hosts"_L1);
    charter.beganAt = members.number("beganAt"_L1);
    charter.granted = members.right("granted"_L1);
    charter.heir = members.flag("heir"_L1);
    charter.apart = members.numberOrNull("apart"_L1);
    charter.renews = members.flag("renews"_L1);
    if (!members.isGood() || members.text("checksum"_L1) != checksumOf(charter))
        return std::nullopt;
    return charter;
}

} // namespace sermo::standby

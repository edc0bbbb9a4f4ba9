// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/imagesource.h"

#include <QCoreApplication>

#include <algorithm>

namespace sermo::model
{

namespace
{

constexpr qsizetype LongestId = 64;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::model::ImageSource)
};

} // namespace

QString textOf(ImageTrouble trouble)
{
    switch (trouble) {
    case ImageTrouble::Missing:
        return Tr::tr("This image is no longer there");
    case ImageTrouble::NotAnImage:
        return Tr::tr("This is not an image that can be shown");
    case ImageTrouble::TooLarge:
        return Tr::tr("This image is too large");
    case ImageTrouble::TooMany:
        return Tr::tr("Too many images in so short a time");
    case ImageTrouble::Refused:
        return Tr::tr("The broker does not accept this desk");
    case ImageTrouble::Unreachable:
        return Tr::tr("The broker does not answer");
    }
    Q_UNREACHABLE();
}

bool ImageSource::isPlausible(const ImageId &image)
{
    const QString &id = image.value();
    const auto isGood = [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
    };
    return !id.isEmpty() && id.size() <= LongestId && std::all_of(id.begin(), id.end(), isGood);
}

ImageTrouble ImageSource::troubleOf(int status)
{
    switch (status) {
    case 400:
    case 415:
        return ImageTrouble::NotAnImage;
    case 401:
    case 403:
        return ImageTrouble::Refused;
    case 404:
        return ImageTrouble::Missing;
    case 413:
        return ImageTrouble::TooLarge;
    case 429:
        return ImageTrouble::TooMany;
    default:
        return ImageTrouble::Unreachable;
    }
}

} // namespace sermo::model

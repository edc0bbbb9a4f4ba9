// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

//! What must hold for any bytes at all, wherever strangers' bytes come in. Aborts where it does
//! not.
namespace sermo::fuzz
{

//! Ends the program where a promise is broken: also in optimised builds, unlike Q_ASSERT.
void hold(bool promise, const char *what);

//! As an event: nothing is read or written out of bounds, an accepted one keeps every byte, what is
//! delivered reads back, and a body that was read can be written.
void holdEvent(QByteArrayView bytes);
//! As the head of an HTTP request, its `apiKey`, `since` and `epoch` with it.
void holdHead(QByteArrayView bytes);
//! As a configuration: taken, or refused with a reason.
void holdConfiguration(QByteArrayView bytes);
//! As the first frame of a customer: only the token that was given proves anything.
void holdFirstFrame(QByteArrayView bytes);
//! As what a client of the original posts, and as a packet in it: what is found is within the
//! bytes, and what was packed is unpacked the same.
void holdPackets(QByteArrayView bytes);
//! As a row of the log: what rotted is an error, never a crash, and never unseen.
void holdRow(QByteArrayView bytes);
//! As an image, as the body of an upload, and as the helper's answer: sizes are within the bytes,
//! and what hangs on behind an image is no part of it.
void holdImage(QByteArrayView bytes);

struct Target {
    const char *name; //!< of its program, `fuzz_NAME`, and of its folder in corpus/
    void (*hold)(QByteArrayView bytes);
};
[[nodiscard]] QList<Target> targets();

} // namespace sermo::fuzz

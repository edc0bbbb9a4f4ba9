// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sermo::test
{

//! A certificate that nobody signed but itself, as a broker makes at its first start, and its key:
//! made for these tests, used nowhere else. Valid from 2020 to 2120.
inline const QByteArray OwnCertificate(R"(-----BEGIN CERTIFICATE-----
MIIBFzCBvgIBATAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxzZXJtby1icm9rZXIw
IBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBcxFTATBgNVBAMMDHNl
cm1vLWJyb2tlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAaT1p7XldM5kMuM
YntMCmhnS8tufaXDLYk9cmGO+5YqyhC2UyVp+4aiGdO78mNnB5u4217WVCBtTAQl
w8iPSTcwCgYIKoZIzj0EAwIDSAAwRQIgKoLK63JWw/9p3qPFi3tI3NYCmvYuIZX1
UwHyGhlnVF0CIQCmPCUbjJ3EAhgzKBXL6VdTCurjSoQSHMpmnRLlCjpeUw==
-----END CERTIFICATE-----
)");

inline const QByteArray OwnKey(R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgggnnQ2ysW3xLgmE8
4dqM6I8j8BKWVUy+R8+3ft928l+hRANCAAQGk9ae15XTOZDLjGJ7TApoZ0vLbn2l
wy2JPXJhjvuWKsoQtlMlafuGohnTu/JjZwebuNte1lQgbUwEJcPIj0k3
-----END PRIVATE KEY-----
)");

} // namespace sermo::test

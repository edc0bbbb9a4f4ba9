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

//! Another one for the same key, that speaks for 127.0.0.1.
inline const QByteArray LoopbackCertificate(R"(-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUVPm46FV4iOPTE91T3tfKOTS3zUEwCgYIKoZIzj0EAwIw
EzERMA8GA1UEAwwIbG9vcGJhY2swIBcNMjYxMTIyMTkxOTM5WhgPMjEyNjEwMjkx
OTE5MzlaMBMxETAPBgNVBAMMCGxvb3BiYWNrMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEBpPWnteV0zmQy4xie0wKaGdLy259pcMtiT1yYY77lirKELZTJWn7hqIZ
07vyY2cHm7jbXtZUIG1MBCXDyI9JN6NVMFMwDAYDVR0TAQH/BAIwADAPBgNVHREE
CDAGhwR/AAABMBMGA1UdJQQMMAoGCCsGAQUFBwMBMB0GA1UdDgQWBBQDBIE0TTTV
AbffwExAAzB5PxkCxzAKBggqhkjOPQQDAgNIADBFAiEA3r9ibsvkaGyX2NVEFN9t
kLs/zB7rXdXtkJKh4ONzOe0CIEOvfsLSNgXzkS6DdZMU6+jkJxbNp+5G9CNij5XI
AX5M
-----END CERTIFICATE-----
)");

inline const QByteArray OwnKey(R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgggnnQ2ysW3xLgmE8
4dqM6I8j8BKWVUy+R8+3ft928l+hRANCAAQGk9ae15XTOZDLjGJ7TApoZ0vLbn2l
wy2JPXJhjvuWKsoQtlMlafuGohnTu/JjZwebuNte1lQgbUwEJcPIj0k3
-----END PRIVATE KEY-----
)");

} // namespace sermo::test

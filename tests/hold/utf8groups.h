// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sermo::test
{

//! Markus Kuhn's stress test for decoders, as the suite numbers it: a group a line, hexadecimal,
//! good sequences with a plus sign.
inline constexpr const char *Utf8Groups[] = {
    "6.5 +68656c6c6f24776f726c64 +68656c6c6fc2a2776f726c64 +68656c6c6fe282ac776f726c64 "
    "+68656c6c6ff0a4ada2776f726c64 +cebae1bdb9cf83cebcceb5",
    "6.6 ce +ceba cebae1 cebae1bd +cebae1bdb9 cebae1bdb9cf +cebae1bdb9cf83 cebae1bdb9cf83ce "
    "+cebae1bdb9cf83cebc cebae1bdb9cf83cebcce +cebae1bdb9cf83cebcceb5",
    "6.7 +00 +c280 +e0a080 +f0908080",
    "6.8 f888808080 fc8480808080",
    "6.9 +7f +dfbf +efbfbf +f48fbfbf",
    "6.10 f7bfbfbf fbbfbfbfbf fdbfbfbfbfbf",
    "6.11 +ed9fbf +ee8080 +efbfbd +f48fbfbf f4908080",
    "6.12 80 bf 80bf 80bf80 80bf80bf 80bf80bf80 80bf80bf80bf "
    "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"
    "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbe",
    "6.13 c020c120c220c320c420c520c620c720c820c920ca20cb20cc20cd20ce20cf20d020d120d220d320d420d520"
    "d620d720d820d920da20db20dc20dd20de20 "
    "e020e120e220e320e420e520e620e720e820e920ea20eb20ec20ed20ee20 f020f120f220f320f420f520f620 "
    "f820f920fa20 fc20",
    "6.14 c0 e080 f08080 f8808080 fc80808080 df efbf f7bfbf fbbfbfbf fdbfbfbfbf",
    "6.15 c0e080f08080f8808080fc80808080dfefbff7bfbffbbfbfbffdbfbfbfbf",
    "6.16 fe ff fefeffff",
    "6.17 c0af e080af f08080af f8808080af fc80808080af",
    "6.18 c1bf e09fbf f08fbfbf f887bfbfbf fc83bfbfbfbf",
    "6.19 c080 e08080 f0808080 f880808080 fc8080808080",
    "6.20 eda080 edadbf edae80 edafbf edb080 edbe80 edbfbf",
    "6.21 eda080edb080 eda080edbfbf edadbfedb080 edadbfedbfbf edae80edb080 edae80edbfbf "
    "edafbfedb080 edafbfedbfbf",
    "6.22 +efbfbe +efbfbf +f09fbfbe +f09fbfbf +f0afbfbe +f0afbfbf +f0bfbfbe +f0bfbfbf +f18fbfbe "
    "+f18fbfbf +f19fbfbe +f19fbfbf +f1afbfbe +f1afbfbf +f1bfbfbe +f1bfbfbf +f28fbfbe +f28fbfbf "
    "+f29fbfbe +f29fbfbf +f2afbfbe +f2afbfbf +f2bfbfbe +f2bfbfbf +f38fbfbe +f38fbfbf +f39fbfbe "
    "+f39fbfbf +f3afbfbe +f3afbfbf +f3bfbfbe +f3bfbfbf +f48fbfbe +f48fbfbf",
    "6.23 +efbfb9 +efbfba +efbfbb +efbfbc +efbfbd +efbfbe +efbfbf",
};

} // namespace sermo::test

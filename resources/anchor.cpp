// SPDX-License-Identifier: GPL-3.0-or-later
// A library needs a source; what matters in Sermo::Web and Sermo::Icons are their resources.

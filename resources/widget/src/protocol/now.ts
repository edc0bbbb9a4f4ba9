// SPDX-License-Identifier: GPL-3.0-or-later

/** As events tell it: UTC, to the millisecond. */
export const now = (): string => new Date().toISOString();

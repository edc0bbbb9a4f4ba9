# SPDX-License-Identifier: GPL-3.0-or-later
# Copies ICONS from FROM to TO, one by one, so that a missing one is told by its name.
file(MAKE_DIRECTORY ${TO})
foreach(icon IN LISTS ICONS)
    if(NOT EXISTS ${FROM}/${icon})
        message(FATAL_ERROR "lucide-static has no ${icon} (any more)")
    endif()
    file(COPY_FILE ${FROM}/${icon} ${TO}/${icon})
endforeach()

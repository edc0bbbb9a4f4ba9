# SPDX-License-Identifier: GPL-3.0-or-later
# How the widget and the icons come out of npm: included by resources/CMakeLists.txt, whose variables it uses.
find_program(NPM npm)
if(NOT NPM)
    message(FATAL_ERROR "The customer's widget is built with npm: install it (Debian: apt install npm), or configure with -DSERMO_PREBUILT=ON to take what is committed")
endif()
set(installed ${CMAKE_CURRENT_BINARY_DIR}/npm-ci.stamp)

# node_modules belongs to the source tree and is shared by all presets, hence the lock in the script.
add_custom_command(OUTPUT ${installed}
    COMMAND ${CMAKE_COMMAND} -DNPM=${NPM} -DFOLDER=${widget} -DSTAMP=${installed} -P ${CMAKE_CURRENT_SOURCE_DIR}/cmake/npm-ci.cmake
    DEPENDS ${widget}/package-lock.json ${CMAKE_CURRENT_SOURCE_DIR}/cmake/npm-ci.cmake
    COMMENT "Installing what the widget is built with" VERBATIM)

file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${widget}/src/*)
add_custom_command(OUTPUT ${built}
    COMMAND ${NPM} --silent --prefix ${widget} run build -- ${out}
    DEPENDS ${installed} ${sources} ${widget}/app.html ${widget}/build.mjs ${widget}/words.mjs ${widget}/vite.config.ts ${widget}/package.json
    WORKING_DIRECTORY ${widget}
    COMMENT "Building the widget" VERBATIM)

add_custom_command(OUTPUT ${icon_files}
    COMMAND ${CMAKE_COMMAND} "-DICONS=${icons}" -DFROM=${widget}/node_modules/lucide-static/icons -DTO=${icons_out} -P ${CMAKE_CURRENT_SOURCE_DIR}/cmake/icons.cmake
    DEPENDS ${installed} ${CMAKE_CURRENT_SOURCE_DIR}/cmake/icons.cmake
    COMMENT "Taking the icons from lucide-static" VERBATIM)

# SPDX-License-Identifier: GPL-3.0-or-later
# `npm ci` in FOLDER where package.json or the lock has changed since the last one, then touches STAMP.
# The build and ./dev both come here; whoever comes second finds the mark beside the modules and does nothing.
file(LOCK ${FOLDER}/.npm-ci.lock GUARD PROCESS TIMEOUT 600)
file(READ ${FOLDER}/package.json package)
file(READ ${FOLDER}/package-lock.json lock)
string(SHA256 wanted "${package}${lock}")
set(mark ${FOLDER}/node_modules/.sermo-stamp)
set(have "")
if(EXISTS ${mark})
    file(READ ${mark} have)
endif()

# npm_ci([ENVIRONMENT A=b …] [OPTIONS …])
function(npm_ci)
    cmake_parse_arguments(ARG "" "" "ENVIRONMENT;OPTIONS" ${ARGN})
    execute_process(COMMAND ${CMAKE_COMMAND} -E env ${ARG_ENVIRONMENT} ${NPM} ci --no-audit --no-fund --loglevel=error ${ARG_OPTIONS}
        WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE failed)
    if(failed)
        message(FATAL_ERROR "npm ci failed in ${FOLDER}: ${failed}")
    endif()
endfunction()

if(NOT have STREQUAL wanted)
    message(STATUS "npm ci in ${FOLDER}")
    set(environment "")
    execute_process(COMMAND node --version OUTPUT_VARIABLE node OUTPUT_STRIP_TRAILING_WHITESPACE)
    string(REPLACE "v" "" node "${node}")
    if(node VERSION_LESS 20.19)
        # npm leaves out what an older Node cannot run, the bundler's own binary among it. So the pinned Node is
        # fetched first, put aside, and npm (Debian's finds its parts in /usr/share/nodejs) runs with that.
        npm_ci(OPTIONS --omit=dev)
        get_filename_component(aside ${STAMP} DIRECTORY)
        set(aside ${aside}/pinned-node)
        file(GLOB pinned ${FOLDER}/node_modules/node-linux-*/bin/node)
        file(COPY ${pinned} DESTINATION ${aside})
        set(environment ENVIRONMENT "PATH=${aside}:$ENV{PATH}" NODE_PATH=/usr/share/nodejs)
    endif()
    npm_ci(${environment})
    file(WRITE ${mark} ${wanted})
endif()
file(TOUCH ${STAMP})

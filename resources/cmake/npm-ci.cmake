# SPDX-License-Identifier: GPL-3.0-or-later
# `npm ci` in FOLDER where package.json or the lock has changed since the last one, then touches STAMP.
# The mark beside the modules is the one that ./dev writes (.ci/lib): whoever comes second does nothing.
file(LOCK ${FOLDER}/.npm-ci.lock GUARD PROCESS TIMEOUT 600)
file(READ ${FOLDER}/package.json package)
file(READ ${FOLDER}/package-lock.json lock)
string(SHA256 wanted "${package}${lock}")
set(mark ${FOLDER}/node_modules/.sermo-stamp)
set(have "")
if(EXISTS ${mark})
    file(READ ${mark} have)
endif()
if(NOT have MATCHES "^${wanted}")
    execute_process(COMMAND ${NPM} ci --no-audit --no-fund --loglevel=error
        WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE failed)
    if(failed)
        message(FATAL_ERROR "npm ci failed in ${FOLDER}: ${failed}")
    endif()
    file(WRITE ${mark} "${wanted}  -\n")
endif()
file(TOUCH ${STAMP})

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanout/contest.h"

#include <algorithm>
#include <cstdio>
#include <sched.h>
#include <sys/resource.h>

namespace sermo::bench
{

void becomeTheLoad()
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // each row when it is known
    rlimit descriptors{};
    ::getrlimit(RLIMIT_NOFILE, &descriptors);
    descriptors.rlim_cur = descriptors.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &descriptors);
    cpu_set_t set;
    ::sched_getaffinity(0, sizeof set, &set);
    if (CPU_COUNT(&set) > 1)
        CPU_CLR(0, &set);
    ::sched_setaffinity(0, sizeof set, &set);
}

std::vector<Server::Kind> present(std::initializer_list<Server::Kind> wanted)
{
    std::vector<Server::Kind> kinds;
    for (const Server::Kind kind : wanted) {
        if (Server::isThere(kind))
            kinds.push_back(kind);
        else
            std::printf("%s is not on this machine and was not measured.\n\n", Server::name(kind));
    }
    return kinds;
}

bool takeTurns(const std::vector<Server::Kind> &kinds, int rounds,
               const std::function<bool(Server::Kind)> &run)
{
    for (int round = 0; round < rounds; ++round) {
        if (!std::ranges::all_of(kinds, run))
            return false;
    }
    return true;
}

bool complain(Server::Kind kind, const char *what)
{
    std::fprintf(stderr, "%s %s\n", Server::name(kind), what);
    return false;
}

double median(std::vector<double> all)
{
    std::sort(all.begin(), all.end());
    return all.empty() ? 0 : all[all.size() / 2];
}

double microseconds(Load::Nanoseconds time)
{
    return std::chrono::duration<double, std::micro>(time).count();
}

} // namespace sermo::bench

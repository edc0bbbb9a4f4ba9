// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/imaging/cell.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SERMO_SHADOW_MEMORY 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SERMO_SHADOW_MEMORY 1
#endif
#endif

namespace sermo::imaging
{

namespace
{

constexpr rlim_t CpuSeconds = 10;
constexpr rlim_t AddressSpace = rlim_t(1) << 30; // two pictures of 25 million pixels, and encoders
constexpr rlim_t OpenFiles = 64; // while plugins are loaded

#if defined(__x86_64__)
constexpr unsigned Architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned Architecture = AUDIT_ARCH_AARCH64;
#else
constexpr unsigned Architecture = 0; // the numbers below are not known here
#endif

// What decoders, the allocator and the threads of a colour conversion need. The rest fails.
constexpr std::array Allowed{
    SYS_read,
    SYS_write,
    SYS_readv,
    SYS_writev,
    SYS_close,
    SYS_fstat,
    SYS_lseek,
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_mprotect,
    SYS_madvise,
    SYS_brk,
    SYS_futex,
    SYS_exit,
    SYS_exit_group,
    SYS_rt_sigreturn,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_sigaltstack,
    SYS_getpid,
    SYS_gettid,
    SYS_tgkill,
    SYS_clock_gettime,
    SYS_gettimeofday,
    SYS_getrandom,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_ppoll,
    SYS_rseq,
    SYS_set_robust_list,
    SYS_restart_syscall,
    SYS_eventfd2, // each thread of Qt has one to be woken by
};

void limit(__rlimit_resource_t what, rlim_t most)
{
    const rlimit both{most, most};
    setrlimit(what, &both);
}

constexpr sock_filter statement(unsigned code, unsigned k)
{
    return {static_cast<unsigned short>(code), 0, 0, k};
}
constexpr sock_filter jump(unsigned code, unsigned k, unsigned char yes, unsigned char no)
{
    return {static_cast<unsigned short>(code), yes, no, k};
}

} // namespace

void limitResources()
{
    limit(RLIMIT_CPU, CpuSeconds);
    limit(RLIMIT_FSIZE, 0); // pipes are no files …
    std::signal(SIGXFSZ, SIG_IGN); // … and a log that is one stays as it is
    limit(RLIMIT_CORE, 0); // it would be a customer's picture
    limit(RLIMIT_NOFILE, OpenFiles);
#ifndef SERMO_SHADOW_MEMORY
    limit(RLIMIT_AS, AddressSpace);
#else
    (void)AddressSpace; // a sanitizer keeps terabytes in reserve
#endif
    prctl(PR_SET_DUMPABLE, 0);
}

bool enterCell()
{
    if constexpr (Architecture == 0)
        return false;
    constexpr auto Load = BPF_LD | BPF_W | BPF_ABS;
    constexpr auto Equals = BPF_JMP | BPF_JEQ | BPF_K;
    constexpr auto Has = BPF_JMP | BPF_JSET | BPF_K;
    constexpr auto Return = BPF_RET | BPF_K;
    constexpr auto Refuse = [](int error) { return SECCOMP_RET_ERRNO | unsigned(error); };

    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): filled below, every one
    std::array<sock_filter, Allowed.size() * 2 + 12> program{};
    size_t size = 0;
    const auto add = [&](sock_filter line) { program.at(size++) = line; };
    add(statement(Load, offsetof(seccomp_data, arch)));
    add(jump(Equals, Architecture, 1, 0));
    add(statement(Return, SECCOMP_RET_KILL_PROCESS));
    add(statement(Load, offsetof(seccomp_data, nr)));
    for (const auto number : Allowed) {
        add(jump(Equals, unsigned(number), 0, 1));
        add(statement(Return, SECCOMP_RET_ALLOW));
    }
    // Its flags cannot be looked at, so glibc is sent back to the older call, whose can be.
    add(jump(Equals, unsigned(SYS_clone3), 0, 1));
    add(statement(Return, Refuse(ENOSYS)));
    add(jump(Equals, unsigned(SYS_clone), 0, 3));
    add(statement(Load, offsetof(seccomp_data, args)));
    add(jump(Has, CLONE_THREAD, 0, 1));
    add(statement(Return, SECCOMP_RET_ALLOW));
    add(statement(Return, Refuse(EPERM)));

    const sock_fprog filter{static_cast<unsigned short>(size), program.data()};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) == 0;
}

} // namespace sermo::imaging

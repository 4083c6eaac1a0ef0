/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/decode-confine.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_MEMORY ((rlim_t) 1024 * 1024 * 1024) /* bytes of address space */
#define MAX_SECONDS 10                           /* of the processor */

/* What decoding bytes that are in memory needs, and no more. No file is opened, no connection and
 * no process made; memory is never made executable. */
static const int allowed[] = {
  SCMP_SYS (brk),          SCMP_SYS (clock_gettime),   SCMP_SYS (close),
  SCMP_SYS (exit),         SCMP_SYS (exit_group),      SCMP_SYS (fstat),
  SCMP_SYS (futex),        SCMP_SYS (getpid),          SCMP_SYS (getrandom),
  SCMP_SYS (gettid),       SCMP_SYS (gettimeofday),    SCMP_SYS (lseek),
  SCMP_SYS (madvise),      SCMP_SYS (mremap),          SCMP_SYS (munmap),
  SCMP_SYS (read),         SCMP_SYS (restart_syscall), SCMP_SYS (rt_sigprocmask),
  SCMP_SYS (rt_sigreturn), SCMP_SYS (sched_yield),     SCMP_SYS (sigaltstack),
  SCMP_SYS (write),
};

static gboolean
set_limit (int resource, rlim_t most)
{
  const struct rlimit limit = { most, most };

  return setrlimit ((__rlimit_resource_t) resource, &limit) == 0;
}

static gboolean
set_limits (void)
{
#ifndef __SANITIZE_ADDRESS__ /* which takes terabytes of addresses for itself */
  if (!set_limit (RLIMIT_AS, MAX_MEMORY))
    return FALSE;
#endif
  return set_limit (RLIMIT_CPU, MAX_SECONDS) && set_limit (RLIMIT_CORE, 0) &&
         set_limit (RLIMIT_FSIZE, 0) && set_limit (RLIMIT_NOFILE, 0) && set_limit (RLIMIT_NPROC, 0);
}

static gboolean
allow_memory (scmp_filter_ctx filter, int call)
{
  return seccomp_rule_add (filter, SCMP_ACT_ALLOW, call, 1,
                           SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
}

static gboolean
fill (scmp_filter_ctx filter)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (seccomp_rule_add (filter, SCMP_ACT_ALLOW, allowed[i], 0) != 0)
      return FALSE;
  return allow_memory (filter, SCMP_SYS (mmap)) && allow_memory (filter, SCMP_SYS (mprotect)) &&
         seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (tgkill), 1,
                           SCMP_A0 (SCMP_CMP_EQ, (scmp_datum_t) getpid ())) == 0;
}

static gboolean
set_filter (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  gboolean done = filter != NULL && fill (filter) && seccomp_load (filter) == 0;

  if (filter != NULL)
    seccomp_release (filter);
  return done;
}

/**
 * decode_confine:
 *
 * From here on the process reads what it was given, computes and writes, within limits.
 *
 * Returns: %FALSE when that cannot be had: then it must end
 */
gboolean
decode_confine (void)
{
  return set_limits () && prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
         prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && set_filter ();
}

static void
tell_attempt (void (*tell) (const char *name, const char *outcome), const char *name, gboolean done)
{
  tell (name, done ? " done" : " refused");
}

/* For the test of it: tries what it must not be able to do. */
void
decode_confine_attempt (void (*tell) (const char *name, const char *outcome))
{
  char *const nothing[] = { NULL };
  pid_t child;

  tell_attempt (tell, "read", open ("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0);
  tell_attempt (tell, "write",
                open ("/tmp/achetons-solidaires-decode", O_WRONLY | O_CREAT, 0600) >= 0);
  tell_attempt (tell, "connect", socket (AF_INET, SOCK_STREAM, 0) >= 0);
  tell_attempt (tell, "execute", execve ("/bin/true", nothing, nothing) >= 0);
  tell_attempt (tell, "code",
                mmap (NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
                    MAP_FAILED);
  tell_attempt (tell, "kill", kill (getppid (), 0) == 0);
  child = fork ();
  if (child == 0)
    _exit (0);
  tell_attempt (tell, "fork", child > 0);
}

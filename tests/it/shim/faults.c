/* Loaded before libc: lets the Nth call that changes the disk fail, or kills the program there.
 *
 * FAULT=OPERATION:N:WHAT, where OPERATION is write, fsync, truncate, unlink, rename or any, and WHAT is kill, eio or
 * enospc; a + behind it (eio+) makes every later call fail too. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char operation[16];
static long left;
static int error_number; /* 0 kills */
static int for_good;
static int state; /* 0 not read, 1 armed, 2 nothing to do */

static int hit(const char *name) {
    if (state == 0) {
        char what[16] = "";
        const char *fault = getenv("FAULT");
        state = fault && sscanf(fault, "%15[^:]:%ld:%15s", operation, &left, what) == 3 ? 1 : 2;
        for_good = strchr(what, '+') != NULL;
        error_number = strncmp(what, "eio", 3) == 0 ? EIO : strncmp(what, "enospc", 6) == 0 ? ENOSPC : 0;
    }
    if (state != 1 || (strcmp(operation, "any") != 0 && strcmp(operation, name) != 0)) return 0;
    left--;
    if (left > 0 || (left < 0 && !for_good)) return 0;
    if (error_number == 0) kill(getpid(), SIGKILL);
    errno = error_number;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    return hit("write") ? -1 : REAL(pwrite)(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    return hit("write") ? -1 : REAL(pwrite64)(fd, bytes, count, at);
}
int fsync(int fd) { return hit("fsync") ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return hit("fsync") ? -1 : REAL(fdatasync)(fd); }
int ftruncate(int fd, off_t to) { return hit("truncate") ? -1 : REAL(ftruncate)(fd, to); }
int ftruncate64(int fd, off64_t to) { return hit("truncate") ? -1 : REAL(ftruncate64)(fd, to); }
int unlink(const char *path) { return hit("unlink") ? -1 : REAL(unlink)(path); }
int rename(const char *from, const char *to) { return hit("rename") ? -1 : REAL(rename)(from, to); }
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
    return hit("rename") ? -1 : REAL(renameat2)(a, from, b, to, flags);
}
int linkat(int a, const char *from, int b, const char *to, int flags) {
    return hit("rename") ? -1 : REAL(linkat)(a, from, b, to, flags);
}

package org.tquic.linux;

/** Error numbers of the Linux kernel as x86_64 and aarch64 have them. */
public final class Errno {
  /** Operation not permitted. */
  public static final int EPERM = 1;

  /** No such file, route or rule. */
  public static final int ENOENT = 2;

  /** No such process; for rtnetlink: no such route. */
  public static final int ESRCH = 3;

  /** Interrupted by a signal. */
  public static final int EINTR = 4;

  /** Input or output error. */
  public static final int EIO = 5;

  /** No such device or address. */
  public static final int ENXIO = 6;

  /** Bad file descriptor. */
  public static final int EBADF = 9;

  /** Nothing to read, or no room to write, now. */
  public static final int EAGAIN = 11;

  /** Out of memory. */
  public static final int ENOMEM = 12;

  /** Access denied. */
  public static final int EACCES = 13;

  /** In use by another. */
  public static final int EBUSY = 16;

  /** Exists already. */
  public static final int EEXIST = 17;

  /** No such device. */
  public static final int ENODEV = 19;

  /** Invalid argument. */
  public static final int EINVAL = 22;

  /** Too many open files. */
  public static final int EMFILE = 24;

  /** On a read-only file system. */
  public static final int EROFS = 30;

  /** Not a socket. */
  public static final int ENOTSOCK = 88;

  /** Message too long. */
  public static final int EMSGSIZE = 90;

  /** Not supported. */
  public static final int EOPNOTSUPP = 95;

  /** Address family not supported. */
  public static final int EAFNOSUPPORT = 97;

  /** Address in use. */
  public static final int EADDRINUSE = 98;

  /** No such address on this machine. */
  public static final int EADDRNOTAVAIL = 99;

  /** The link is down. */
  public static final int ENETDOWN = 100;

  /** No route. */
  public static final int ENETUNREACH = 101;

  /** No buffer space; for rtnetlink: messages were lost. */
  public static final int ENOBUFS = 105;

  /** No answer in time. */
  public static final int ETIMEDOUT = 110;

  /** Nobody listens there. */
  public static final int ECONNREFUSED = 111;

  /** Peer cannot be reached. */
  public static final int EHOSTUNREACH = 113;

  /** Begun and not done yet; writability tells when it is. */
  public static final int EINPROGRESS = 115;

  // Numbered as asm-generic/errno-base.h and asm-generic/errno.h number them; gaps are empty.
  private static final String[] NAMES =
      ("- EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT"
              + " ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY"
              + " ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG"
              + " ENOLCK ENOSYS ENOTEMPTY ELOOP - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG"
              + " EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT - EBFONT ENOSTR"
              + " ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO"
              + " EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD"
              + " ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ"
              + " EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP"
              + " EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET"
              + " ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT"
              + " ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM"
              + " ENAVAIL EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED"
              + " EKEYREVOKED EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON")
          .split(" ");

  private Errno() {}

  /** The symbolic name, such as {@code EPERM}, or {@code errno 200} for a number without one. */
  public static String name(int errno) {
    return errno > 0 && errno < NAMES.length && !NAMES[errno].equals("-")
        ? NAMES[errno]
        : "errno " + errno;
  }

  /** A few words for people on the common errors, empty for the others. */
  public static String meaning(int errno) {
    return switch (errno) {
      case EPERM -> "not permitted";
      case ENOENT, ESRCH -> "there is none such";
      case ENXIO, ENODEV -> "no such device";
      case ENOMEM -> "out of memory";
      case EACCES -> "access denied";
      case EBUSY -> "in use by another program";
      case EEXIST -> "exists already";
      case EINVAL -> "invalid value";
      case EMFILE -> "too many open files";
      case EROFS -> "the file system is read-only";
      case EMSGSIZE -> "message too long";
      case EOPNOTSUPP -> "not supported by this kernel";
      case EAFNOSUPPORT -> "address family not supported";
      case EADDRINUSE -> "address in use";
      case EADDRNOTAVAIL -> "no such address on this machine";
      case ENETDOWN -> "the link is down";
      case ENETUNREACH -> "no route there";
      case ENOBUFS -> "no buffer space";
      case ETIMEDOUT -> "no answer in time";
      case ECONNREFUSED -> "nobody listens there";
      case EHOSTUNREACH -> "host unreachable";
      default -> "";
    };
  }
}

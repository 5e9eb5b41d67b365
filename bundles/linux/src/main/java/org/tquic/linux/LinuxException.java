package org.tquic.linux;

/**
 * A system call failed. The message says what was attempted and with which error; {@link #remedy()}
 * says what to do next.
 */
public class LinuxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final int errno;
  private final String attempted;
  private final String remedy;

  /**
   * A failed call with the usual remedy for its error.
   *
   * @param call name of the system call or request, such as {@code bind} or {@code RTM_NEWROUTE}
   * @param errno error number, positive
   * @param attempted what was being done, such as {@code open the TUN device tquic0}
   */
  public LinuxException(String call, int errno, String attempted) {
    this(call, errno, attempted, "", usualRemedy(errno));
  }

  /**
   * A failed call.
   *
   * @param call name of the system call or request
   * @param errno error number, positive
   * @param attempted what was being done
   * @param kernelText what the kernel itself says about it, or empty
   * @param remedy what to do next
   */
  public LinuxException(
      String call, int errno, String attempted, String kernelText, String remedy) {
    super(message(call, errno, attempted, kernelText));
    this.call = call;
    this.errno = errno;
    this.attempted = attempted;
    this.remedy = remedy;
  }

  private static String message(String call, int errno, String attempted, String kernelText) {
    String meaning = Errno.meaning(errno);
    return "cannot "
        + attempted
        + ": "
        + call
        + " says "
        + Errno.name(errno)
        + (meaning.isEmpty() ? "" : " (" + meaning + ")")
        + (kernelText.isEmpty() ? "" : ": " + kernelText);
  }

  private static String usualRemedy(int errno) {
    return switch (errno) {
      case Errno.EPERM, Errno.EACCES ->
          "Run as root, or give the program the capabilities CAP_NET_ADMIN and CAP_NET_RAW.";
      case Errno.ENODEV, Errno.ENXIO -> "Look with `ip link` whether the device exists.";
      case Errno.EMFILE -> "Raise the limit of open files (ulimit -n).";
      case Errno.ENETDOWN -> "Set the link up (ip link set NAME up).";
      case Errno.EOPNOTSUPP, Errno.EAFNOSUPPORT ->
          "The kernel lacks this feature; look whether its module is installed.";
      default -> "The kernel log (dmesg) may say more.";
    };
  }

  /** Name of the system call or rtnetlink request that failed. */
  public String call() {
    return call;
  }

  /** Error number, see {@link Errno}. */
  public int errno() {
    return errno;
  }

  /** Name of the error, such as {@code EPERM}. */
  public String errnoName() {
    return Errno.name(errno);
  }

  /** What was being done when the call failed. */
  public String attempted() {
    return attempted;
  }

  /** What to do next, one sentence. */
  public String remedy() {
    return remedy;
  }
}

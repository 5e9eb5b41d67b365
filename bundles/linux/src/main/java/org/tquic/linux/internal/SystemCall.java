package org.tquic.linux.internal;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;

/**
 * The one native function of the project: {@code syscall(2)} of the C library. The JVM generates
 * code for every shape of native function at run time, tens of milliseconds each on a cold start;
 * here all calls have one shape.
 *
 * <p>A negative result is the negated error number, as the kernel itself has it. So no call
 * allocates, and none throws.
 */
enum SystemCall {
  READ(0, 63),
  WRITE(1, 64),
  CLOSE(3, 57),
  IOCTL(16, 29),
  SOCKET(41, 198),
  CONNECT(42, 203),
  SENDTO(44, 206),
  RECVFROM(45, 207),
  BIND(49, 200),
  GETSOCKNAME(51, 204),
  SETSOCKOPT(54, 208),
  GETSOCKOPT(55, 209),
  GETEUID(107, 175),
  OPENAT(257, 56),
  PPOLL(271, 73),
  EVENTFD2(290, 19),
  RECVMMSG(299, 243),
  SENDMMSG(307, 269),
  SETNS(308, 268);

  private static final MethodHandle SYSCALL = bind();
  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout()
          .varHandle(MemoryLayout.PathElement.groupElement("errno"))
          .withInvokeExactBehavior();
  private static final ThreadLocal<MemorySegment> STATE =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

  private final long number;

  /** A call with its numbers, as asm/unistd_64.h and asm-generic/unistd.h have them. */
  SystemCall(int x86, int generic) {
    this.number = isX86() ? x86 : generic;
  }

  private static boolean isX86() {
    return architecture().equals("amd64");
  }

  private static String architecture() {
    return System.getProperty("os.arch");
  }

  @SuppressWarnings("restricted")
  private static MethodHandle bind() {
    if (!isX86() && !architecture().equals("aarch64")) {
      throw new UnsupportedOperationException(
          "this program runs on Linux on amd64 and aarch64, not on " + architecture());
    }
    Linker linker = Linker.nativeLinker();
    ValueLayout.OfLong any = JAVA_LONG;
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(any, any, any, any, any, any, any, any),
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(1));
  }

  long call(long a) {
    return call(a, 0, 0, 0, 0, 0);
  }

  long call(long a, long b) {
    return call(a, b, 0, 0, 0, 0);
  }

  long call(long a, long b, long c) {
    return call(a, b, c, 0, 0, 0);
  }

  long call(long a, long b, long c, long d, long e) {
    return call(a, b, c, d, e, 0);
  }

  /** Makes the call; arguments that it does not have are 0 and not looked at. */
  long call(long a, long b, long c, long d, long e, long f) {
    MemorySegment state = STATE.get();
    long result;
    try {
      result = (long) SYSCALL.invokeExact(state, number, a, b, c, d, e, f);
    } catch (RuntimeException | Error fault) {
      throw fault;
    } catch (Throwable fault) {
      throw new IllegalStateException("the binding of system calls failed", fault);
    }
    return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
  }

  /**
   * Where a segment is. The kernel knows nothing of segments, so whoever passes this on keeps the
   * segment until the call returns, see {@link #keep}.
   *
   * @throws IllegalStateException when its memory was freed
   * @throws IllegalArgumentException when it is on the heap
   */
  static long address(MemorySegment segment) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException("system calls need native memory");
    }
    if (!segment.scope().isAlive()) {
      throw new IllegalStateException("the memory was freed");
    }
    return segment.address();
  }

  /** Keeps segments from being freed by the garbage collector before this point. */
  static void keep(MemorySegment one, MemorySegment other) {
    Reference.reachabilityFence(one);
    Reference.reachabilityFence(other);
  }
}

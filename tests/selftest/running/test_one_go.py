"""What is done in one go is whole when Ctrl-C takes effect, or a test's time runs out."""

import signal
import threading

import pytest

from fixtures.network.pump import wait_until
from fixtures.running.one_go import in_no_tests_time, in_one_go


def test_interrupt_waits_for_the_end():
    """Ctrl-C within the block lets it finish, and takes effect then."""
    done: list[str] = []

    def write() -> None:
        with in_one_go():
            signal.raise_signal(signal.SIGINT)
            done.append("the rest")

    with pytest.raises(KeyboardInterrupt):
        write()

    assert done == ["the rest"]


def test_interrupts_are_heard_again_afterwards():
    """After the block Ctrl-C takes effect at once, as before it, also where the block failed."""
    before = signal.getsignal(signal.SIGINT)

    with pytest.raises(OSError, match="no room"), in_one_go():
        raise OSError("no room")

    assert signal.getsignal(signal.SIGINT) is before


def test_ignored_interrupt_stays_ignored():
    """What runs in the background and ignores Ctrl-C is not interrupted by the block either."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with in_one_go():
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_other_threads_go_on_without_it():
    """A thread that hears no signals may use the block, too."""
    done: list[str] = []

    def write() -> None:
        with in_one_go():
            done.append("all")

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()

    assert done == ["all"]


def test_end_of_a_tests_time_waits_for_the_report():
    """A test's time that runs out while its report is made runs out shortly after that; otherwise never."""
    ran_out: list[str] = []
    done: list[str] = []
    before = signal.signal(signal.SIGALRM, lambda *_: ran_out.append(done[-1]))
    try:
        with in_no_tests_time():
            done.append("begun")
            signal.raise_signal(signal.SIGALRM)
            done.append("made")
        wait_until(None, lambda: ran_out, 5.0)
        with in_no_tests_time():
            done.append("another")
    finally:
        signal.signal(signal.SIGALRM, before)

    assert ran_out == ["made"]
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0

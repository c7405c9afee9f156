from pathlib import Path

from dlre_gui.engine.messages import OpenFile
from dlre_gui.engine.queue import JobQueue, Order

JOB = OpenFile(Path("a"))


def queue_of(*orders: Order) -> JobQueue:
    jobs = JobQueue()
    for order in orders:
        jobs.add(order)
    return jobs


def started(jobs: JobQueue) -> int | None:
    order = jobs.start_next()
    return order.number if order else None


def test_jobs_start_one_at_a_time_in_their_order() -> None:
    jobs = queue_of(Order(2, JOB), Order(1, JOB))
    assert started(jobs) == 1
    assert started(jobs) is None
    jobs.end(1)
    assert started(jobs) == 2


def test_an_urgent_job_starts_while_another_runs_but_only_one() -> None:
    jobs = queue_of(Order(1, JOB))
    assert started(jobs) == 1
    jobs.add(Order(2, JOB, urgent=True))
    jobs.add(Order(3, JOB, urgent=True))
    assert (started(jobs), started(jobs)) == (2, None)
    assert jobs.running == [1, 2]


def test_urgent_jobs_start_before_earlier_ones() -> None:
    jobs = queue_of(Order(1, JOB), Order(2, JOB, urgent=True))
    assert started(jobs) == 2


def test_a_dropped_job_never_starts() -> None:
    jobs = queue_of(Order(1, JOB), Order(2, JOB))
    assert jobs.drop_waiting(1)
    assert not jobs.drop_waiting(1)
    assert started(jobs) == 2
    assert not jobs.drop_waiting(2)


def test_jobs_put_back_start_again_in_their_order() -> None:
    jobs = queue_of(Order(1, JOB), Order(2, JOB))
    assert started(jobs) == 1
    jobs.put_back()
    assert (jobs.running, jobs.waiting) == ([], [1, 2])
    assert started(jobs) == 1

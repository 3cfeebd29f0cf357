"""Celery: the speed-up. Every task wakes an action whose work is already a row."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings.development")

app = Celery("hoc-so")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.task_routes = {
    "quizzes.tasks.tend_rounds": {"queue": "live"},
    "backend.common.tasks.run_jobs": {"queue": "jobs"},
    "*": {"queue": "prints"},
}
app.conf.beat_schedule = {
    "tend-rounds": {
        "task": "quizzes.tasks.tend_rounds",
        "schedule": 1.0,
        "options": {"expires": 5},
    },
    "run-jobs": {
        "task": "backend.common.tasks.run_jobs",
        "schedule": 1.0,
        "options": {"expires": 5},
    },
    "print-certificates": {
        "task": "backend.certificates.tasks.print_certificates",
        "schedule": 5.0,
        "options": {"expires": 30},
    },
    "send-messages": {
        "task": "backend.messaging.tasks.send_messages",
        "schedule": 5.0,
        "options": {"expires": 5},
    },
    "remind-learners": {
        "task": "courses.tasks.remind_learners",
        "schedule": 1800.0,
        "options": {"expires": 600},
    },
    "enrol-by-rules": {
        "task": "courses.tasks.enrol_by_rules",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600},
    },
    "forget-loose-files": {
        "task": "courses.tasks.forget_loose_files",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600},
    },
    "forget-unused-files": {
        "task": "courses.tasks.forget_unused_files",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600},
    },
    "scan-rounds": {
        "task": "quizzes.tasks.scan_rounds",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "forget-what-is-old": {
        "task": "quizzes.tasks.forget_what_is_old",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600},
    },
    "forget-half-uploads": {
        "task": "backend.files.tasks.forget_half_uploads",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "write-ranking-files": {
        "task": "quizzes.tasks.write_ranking_files",
        "schedule": 10.0,
        "options": {"expires": 60},
    },
}

"""A small inhabited world: every role, an open round and a published one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from backend.accounts.models import User
from backend.certificates.models import Certificate
from backend.common.jobs import start_job
from backend.common.models import Job
    course = make_small_course()
    enrol(person, course.slug, now=now)

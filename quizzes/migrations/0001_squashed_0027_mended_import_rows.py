"""All tables as they stand after 0027, made at once: a new installation is ready sooner.

Older ones go through 0001 to 0027, which this migration replaces.
"""

import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
import quizzes.models.contest
import uuid
from django.conf import settings
from django.db import migrations, models


# What an item was drawn and weighed by stays with the round when the item is moved.
PIN = """
CREATE FUNCTION quizzes_item_keeps_what_was_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE quizzes_rounditem pinned
    SET topic = (SELECT code FROM quizzes_topic WHERE id = OLD.topic_id),
        difficulty = OLD.difficulty
    FROM quizzes_itemversion version
    WHERE version.id = pinned.version_id AND version.item_id = OLD.id AND pinned.topic IS NULL
        AND EXISTS (SELECT 1 FROM quizzes_attempt WHERE round_id = pinned.round_id);
    RETURN NEW;
END $$;
CREATE TRIGGER quizzes_item_keeps_what_was_drawn
    BEFORE UPDATE OF topic_id, difficulty ON quizzes_item FOR EACH ROW
    WHEN (OLD.topic_id <> NEW.topic_id OR OLD.difficulty <> NEW.difficulty)
    EXECUTE FUNCTION quizzes_item_keeps_what_was_drawn();

CREATE FUNCTION quizzes_topic_keeps_what_was_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE quizzes_rounditem pinned
    SET topic = OLD.code, difficulty = item.difficulty
    FROM quizzes_itemversion version JOIN quizzes_item item ON item.id = version.item_id
    WHERE version.id = pinned.version_id AND item.topic_id = OLD.id AND pinned.topic IS NULL
        AND EXISTS (SELECT 1 FROM quizzes_attempt WHERE round_id = pinned.round_id);
    RETURN NEW;
END $$;
CREATE TRIGGER quizzes_topic_keeps_what_was_drawn
    BEFORE UPDATE OF code ON quizzes_topic FOR EACH ROW WHEN (OLD.code <> NEW.code)
    EXECUTE FUNCTION quizzes_topic_keeps_what_was_drawn();
"""
UNPIN = """
DROP TRIGGER quizzes_item_keeps_what_was_drawn ON quizzes_item;
DROP FUNCTION quizzes_item_keeps_what_was_drawn();
DROP TRIGGER quizzes_topic_keeps_what_was_drawn ON quizzes_topic;
DROP FUNCTION quizzes_topic_keeps_what_was_drawn();
"""


class Migration(migrations.Migration):

    replaces = [('quizzes', '0001_initial'), ('quizzes', '0002_as_provinces_run_them'), ('quizzes', '0003_complete_rankings'), ('quizzes', '0004_rankings_are_complete'), ('quizzes', '0005_proof_of_rankings'), ('quizzes', '0006_draws_and_regrades'), ('quizzes', '0007_anomalies_and_winners'), ('quizzes', '0008_freezes'), ('quizzes', '0009_banner_in_words'), ('quizzes', '0010_item_kinds_and_essays'), ('quizzes', '0011_while_a_round_is_open'), ('quizzes', '0012_tallies'), ('quizzes', '0013_leading_units'), ('quizzes', '0014_item_bank'), ('quizzes', '0015_items_name_their_versions'), ('quizzes', '0016_certificate_notices'), ('quizzes', '0017_statistics_name_their_papers'), ('quizzes', '0018_item_desk'), ('quizzes', '0019_bands_of_32_bits'), ('quizzes', '0020_forms_are_printed'), ('quizzes', '0021_item_imports'), ('quizzes', '0022_practice_days'), ('quizzes', '0023_pinned_traits'), ('quizzes', '0024_words_of_items'), ('quizzes', '0025_bulk_changes'), ('quizzes', '0026_certificates_organisation'), ('quizzes', '0027_mended_import_rows')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('organisations', '0003_imports'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('client_key', models.UUIDField(help_text='Names the start; repeating it changes nothing.')),
                ('epoch', models.PositiveIntegerField(default=1, help_text='Raised when a device takes over.')),
                ('state', models.CharField(choices=[('in_progress', 'Đang làm'), ('submitted', 'Đã nộp'), ('expired', 'Hết giờ, tự động nộp'), ('marking', 'Chờ chấm tự luận'), ('scored', 'Đã chấm'), ('voided', 'Đã huỷ')], default='in_progress', max_length=20)),
                ('started_at', models.DateTimeField()),
                ('deadline_at', models.DateTimeField()),
                ('sealed_after', models.DateTimeField(help_text='The deadline and the transport grace.')),
                ('handed_in_at', models.DateTimeField(null=True)),
                ('paused_at', models.DateTimeField(help_text='Its clock stands still since then.', null=True)),
                ('paused_for', models.DurationField(db_default=datetime.timedelta(0), default=datetime.timedelta, help_text='How long its clock stood still; the deadline has moved by it.')),
                ('extra_time', models.DurationField(db_default=datetime.timedelta(0), default=datetime.timedelta, help_text="Given to this person beyond the rulebook's limit.")),
                ('paper', models.JSONField(help_text='[[item version, [option positions as shown]], …]')),
                ('network', models.CharField(blank=True, help_text='A keyed hash of the network it came from, for 90 days.', max_length=22)),
                ('device', models.CharField(blank=True, help_text="A keyed hash of the device's cookie, for 90 days.", max_length=22)),
            ],
            options={
                'verbose_name': 'lượt thi',
                'verbose_name_plural': 'lượt thi',
            },
        ),
        migrations.CreateModel(
            name='ItemKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(default=1)),
                ('correct', models.JSONField()),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'đáp án',
                'verbose_name_plural': 'đáp án',
            },
        ),
        migrations.CreateModel(
            name='Stimulus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='tên')),
                ('text', models.TextField(help_text='In plain words.')),
                ('markup', models.TextField(blank=True, help_text='The same as harmless HTML, where formatted.')),
                ('digest', models.CharField(help_text='SHA-256 of all it says.', max_length=64, unique=True)),
            ],
            options={
                'verbose_name': 'ngữ liệu chung',
                'verbose_name_plural': 'ngữ liệu chung',
            },
        ),
        migrations.CreateModel(
            name='Anomaly',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('fast_paper', 'Làm bài nhanh bất thường'), ('shared_device', 'Nhiều người dùng chung một máy'), ('shared_network', 'Nhiều người vào thi cùng lúc từ một mạng'), ('similar_answers', 'Các câu sai giống nhau khác thường'), ('prediction_spray', 'Rải số dự đoán'), ('winning_circle', 'Một nhóm tài khoản đứng đầu nhiều vòng')], max_length=20)),
                ('fingerprint', models.CharField(help_text='Names the observation: a second scan finds this row again.', max_length=32)),
                ('weight', models.PositiveSmallIntegerField(help_text='0 to 100: how far from ordinary.')),
                ('evidence', models.JSONField(help_text='Counted facts, without names.')),
                ('state', models.CharField(choices=[('open', 'Chờ xem xét'), ('dismissed', 'Đã bỏ qua'), ('warned', 'Đã nhắc nhở'), ('disqualified', 'Đã loại')], default='open', max_length=20)),
                ('reason', models.TextField(blank=True, help_text='Of the decision.')),
                ('found_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(help_text='When a scan saw it last.')),
                ('decided_at', models.DateTimeField(null=True)),
                ('people_when_decided', models.PositiveIntegerField(default=0)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'dấu hiệu bất thường',
                'verbose_name_plural': 'dấu hiệu bất thường',
            },
        ),
        migrations.CreateModel(
            name='BulkChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('at', models.DateTimeField(db_index=True)),
                ('traits', models.JSONField(help_text='The names of what was changed.')),
                ('before', models.JSONField(help_text='By item code: what it was, by name.')),
                ('after', models.JSONField(help_text='Likewise what it became.')),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lần sửa nhiều câu',
                'verbose_name_plural': 'các lần sửa nhiều câu',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Competence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('framework', models.CharField(help_text='tt02, qd757 or digcomp3.', max_length=20)),
                ('code', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=300, verbose_name='tên')),
                ('name_en', models.CharField(blank=True, max_length=300)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='quizzes.competence')),
            ],
            options={
                'verbose_name': 'năng lực',
                'verbose_name_plural': 'năng lực',
                'ordering': ['framework', 'position'],
                'constraints': [models.UniqueConstraint(fields=('framework', 'code'), name='one_competence_code')],
            },
        ),
        migrations.CreateModel(
            name='Contest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='tên cuộc thi')),
                ('organiser', models.CharField(max_length=200, verbose_name='đơn vị tổ chức')),
                ('summary', models.TextField(blank=True, verbose_name='giới thiệu')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='liên hệ')),
                ('rules', models.JSONField(blank=True, default=list, help_text='[{icon, title, text}]', verbose_name='thể lệ tóm tắt')),
                ('rules_html', models.TextField(blank=True, verbose_name='thể lệ đầy đủ')),
                ('prizes', models.JSONField(blank=True, default=list, verbose_name='giải thưởng')),
                ('certificate', models.JSONField(blank=True, default=dict, help_text='{issuer, signatory_title, signatory, place}')),
                ('is_visible', models.BooleanField(default=False, verbose_name='hiển thị công khai')),
                ('banner', models.CharField(blank=True, help_text='A picture in MEDIA_ROOT.', max_length=200)),
                ('banner_alt', models.CharField(blank=True, help_text='What it shows, in words.', max_length=200)),
                ('documents', models.JSONField(blank=True, default=list, help_text='[{title, url}]')),
                ('preset', models.CharField(blank=True, help_text='The rulebook it began with.', max_length=50)),
                ('committee', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ban tổ chức')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contests', to='organisations.organisation')),
            ],
            options={
                'verbose_name': 'cuộc thi',
                'verbose_name_plural': 'cuộc thi',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Essay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slot', models.PositiveSmallIntegerField()),
                ('lot', models.BigIntegerField(help_text='Drawn: the order in which essays are marked.')),
                ('state', models.CharField(choices=[('waiting', 'Chờ chấm'), ('disputed', 'Hai người chấm lệch nhau'), ('settled', 'Đã chốt điểm')], default='waiting', max_length=20)),
                ('due_at', models.DateTimeField(help_text='When its marks are settled unless one is taken back.', null=True)),
                ('points', models.PositiveIntegerField(help_text='What it earned, once settled.', null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('attempt', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='essays', to='quizzes.attempt')),
                ('rubric', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.itemkey')),
            ],
            options={
                'verbose_name': 'bài tự luận',
                'verbose_name_plural': 'bài tự luận',
                'indexes': [models.Index(condition=models.Q(('state', 'settled'), _negated=True), fields=['lot'], name='essays_to_mark'), models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='essays_to_settle')],
                'constraints': [models.UniqueConstraint(fields=('attempt', 'slot'), name='one_essay_per_slot'), models.CheckConstraint(condition=models.Q(models.Q(('points__isnull', False), ('settled_at__isnull', False), ('state', 'settled')), models.Q(models.Q(('state', 'settled'), _negated=True), ('points__isnull', True)), _connector='OR'), name='essay_points_once_settled')],
            },
        ),
        migrations.CreateModel(
            name='EssayMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_referee', models.BooleanField(default=False)),
                ('taken_at', models.DateTimeField()),
                ('points', models.JSONField(help_text='Of each criterion of the rubric, once given.', null=True)),
                ('total', models.PositiveSmallIntegerField(null=True)),
                ('comment', models.TextField(blank=True)),
                ('given_at', models.DateTimeField(null=True)),
                ('essay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='quizzes.essay')),
                ('marker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='essay_marks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'phiếu chấm tự luận',
                'verbose_name_plural': 'phiếu chấm tự luận',
                'constraints': [models.UniqueConstraint(fields=('essay', 'marker'), name='one_mark_per_marker'), models.CheckConstraint(condition=models.Q(models.Q(('given_at__isnull', False), ('points__isnull', False), ('total__isnull', False)), models.Q(('given_at__isnull', True), ('points__isnull', True), ('total__isnull', True)), _connector='OR'), name='mark_given_as_a_whole')],
            },
        ),
        migrations.CreateModel(
            name='FormSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('organiser', models.CharField(blank=True, max_length=200, verbose_name='đơn vị ra đề')),
                ('minutes', models.PositiveSmallIntegerField(default=45, verbose_name='thời gian làm bài')),
                ('blueprint', models.JSONField(help_text='[{topic, difficulty, count}]')),
                ('spares', models.PositiveSmallIntegerField(default=0, help_text='Wished for in each cell.')),
                ('seed', models.CharField(help_text='The forms can be drawn again from it.', max_length=64)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bộ đề',
                'verbose_name_plural': 'bộ đề',
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='Form',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('file', models.CharField(blank=True, help_text='The printed paper, a PDF.', max_length=200)),
                ('key_file', models.CharField(blank=True, help_text='The same with its key.', max_length=200)),
                ('printed_at', models.DateTimeField(null=True)),
                ('form_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forms', to='quizzes.formset')),
            ],
            options={
                'verbose_name': 'đề',
                'verbose_name_plural': 'đề',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('form_set', 'number'), name='one_form_number')],
            },
        ),
        migrations.CreateModel(
            name='GradingRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('applied', 'Đang áp dụng'), ('proposed', 'Chấm thử'), ('discarded', 'Không áp dụng')], default='applied', max_length=20)),
                ('keys', models.JSONField(default=dict, help_text='{item version: number of its key}')),
                ('voided', models.JSONField(default=dict, help_text='{item version: policy}')),
                ('corrections', models.JSONField(default=dict, help_text='{item version: right options}; keys once it is applied.')),
                ('reason', models.TextField(blank=True)),
                ('summary', models.JSONField(default=dict, help_text='Who moves, once it was tried.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('applied_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.SlugField(unique=True, verbose_name='mã')),
                ('difficulty', models.CharField(choices=[('easy', 'Dễ'), ('medium', 'Vừa'), ('hard', 'Khó')], max_length=10, verbose_name='độ khó')),
                ('status', models.CharField(choices=[('draft', 'Bản nháp'), ('needs_review', 'Chờ thẩm định'), ('approved', 'Đã duyệt'), ('retired', 'Ngừng dùng')], default='draft', max_length=20, verbose_name='trạng thái')),
                ('grade', models.CharField(default='A', max_length=1, verbose_name='độ tin cậy nguồn')),
                ('use', models.CharField(choices=[('contest', 'Câu thi'), ('practice', 'Câu luyện tập')], default='contest', max_length=10)),
                ('audience', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('citizen', 'Người dân'), ('official', 'Cán bộ, công chức'), ('student', 'Học sinh, sinh viên'), ('business', 'Doanh nghiệp, hộ kinh doanh')], max_length=20), blank=True, default=list, size=None)),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=50), blank=True, default=list, size=None)),
                ('kind', models.CharField(choices=[('single', 'Một đáp án đúng'), ('multiple', 'Nhiều đáp án đúng'), ('true_false', 'Đúng hay sai'), ('matching', 'Ghép đôi'), ('ordering', 'Sắp thứ tự'), ('number', 'Điền số'), ('essay', 'Tự luận'), ('short_text', 'Điền chữ'), ('hotspot', 'Chỉ vào hình')], default='single', max_length=20)),
                ('text', models.TextField(blank=True, default='', editable=False)),
                ('search', django.contrib.postgres.search.SearchVectorField(blank=True, default='', editable=False)),
                ('likeness', models.CharField(blank=True, db_index=True, default='', editable=False, max_length=64)),
                ('bands', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), blank=True, default=list, editable=False, help_text='Items that read alike share one: rules/item_likeness.py.', size=None)),
                ('language', models.CharField(default='vi', editable=False, max_length=5)),
                ('has_source', models.BooleanField(default=False, editable=False)),
                ('ends_on', models.DateField(editable=False, help_text='The last day on which its source holds.', null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('author', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('competences', models.ManyToManyField(blank=True, related_name='items', to='quizzes.competence')),
            ],
            options={
                'verbose_name': 'câu hỏi',
                'verbose_name_plural': 'câu hỏi',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='ItemComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('text', models.TextField(max_length=2000)),
                ('at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='quizzes.item')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'góp ý',
                'verbose_name_plural': 'góp ý',
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='ItemDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, help_text='Counts saves; a stale one is 409.')),
                ('document', models.JSONField(help_text='As formats/item_content.py has it; need not be valid.')),
                ('writers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, help_text='Ids of all who typed in it.', size=None)),
                ('updated_at', models.DateTimeField()),
                ('author', models.ForeignKey(help_text='Who saved it last.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='quizzes.item')),
            ],
            options={
                'verbose_name': 'bản nháp',
                'verbose_name_plural': 'bản nháp',
            },
        ),
        migrations.CreateModel(
            name='ItemFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('query', models.JSONField(help_text="The search's parameters.")),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='item_filters', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bộ lọc đã lưu',
                'verbose_name_plural': 'bộ lọc đã lưu',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='one_filter_name')],
            },
        ),
        migrations.CreateModel(
            name='ItemImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(help_text="The file's name as it was brought.", max_length=200)),
                ('format', models.CharField(blank=True, help_text='As the readers name it.', max_length=20)),
                ('digest', models.CharField(help_text='SHA-256 of the file.', max_length=64)),
                ('body', models.BinaryField(help_text='The file; emptied once it was applied.')),
                ('state', models.CharField(choices=[('reading', 'Đang đọc'), ('refused', 'Không đọc được'), ('checked', 'Đã kiểm tra'), ('applied', 'Đã nhập'), ('undone', 'Đã hoàn tác')], default='reading', max_length=10)),
                ('problem', models.TextField(blank=True, help_text='Why the file was refused.')),
                ('notes', models.JSONField(default=list, help_text='Remarks about the file as a whole.')),
                ('counts', models.JSONField(default=dict, help_text='{state of a row: how many}')),
                ('brought_at', models.DateTimeField()),
                ('applied_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lần nhập câu hỏi',
                'verbose_name_plural': 'lần nhập câu hỏi',
                'ordering': ['-brought_at'],
            },
        ),
        migrations.CreateModel(
            name='ItemImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField(help_text='Which item of the file, from 1.')),
                ('where', models.CharField(blank=True, help_text='Row 12; question "Q3" …', max_length=200)),
                ('state', models.CharField(choices=[('new', 'Câu mới'), ('same', 'Đã có, giống hệt'), ('changed', 'Đã có, nội dung khác'), ('similar', 'Gần giống câu đã có'), ('faulty', 'Có lỗi'), ('left_out', 'Bỏ qua')], max_length=10)),
                ('document', models.JSONField(help_text='As formats/item_content.py has it; need not be valid.')),
                ('notes', models.JSONField(default=list, help_text='[{level: error|warning, field, text}]')),
                ('read_notes', models.JSONField(default=list, help_text='What the reader remarked.')),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('likeness', models.CharField(blank=True, max_length=64)),
                ('read_digest', models.CharField(blank=True, help_text='SHA-256 of the document as it was read.', max_length=64)),
                ('is_mended', models.BooleanField(default=False)),
                ('is_wanted', models.BooleanField(default=True, help_text='Whether it is stored when applied.')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='import_rows', to='quizzes.item')),
                ('item_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='quizzes.itemimport')),
                ('similar', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='quizzes.item')),
            ],
            options={
                'verbose_name': 'câu trong tệp',
                'verbose_name_plural': 'câu trong tệp',
                'ordering': ['place'],
                'indexes': [models.Index(condition=models.Q(('is_mended', True)), fields=['read_digest'], name='mended_import_row')],
                'constraints': [models.UniqueConstraint(fields=('item_import', 'place'), name='one_import_place')],
            },
        ),
        migrations.CreateModel(
            name='ItemSighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('first_at', models.DateTimeField()),
                ('way', models.CharField(help_text='editor, list, export, print or preview.', max_length=20)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sightings', to='quizzes.item')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lượt xem câu hỏi',
                'verbose_name_plural': 'lượt xem câu hỏi',
                'constraints': [models.UniqueConstraint(fields=('item', 'person', 'day', 'way'), name='one_sighting_a_day')],
            },
        ),
        migrations.CreateModel(
            name='ItemVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('single', 'Một đáp án đúng'), ('multiple', 'Nhiều đáp án đúng'), ('true_false', 'Đúng hay sai'), ('matching', 'Ghép đôi'), ('ordering', 'Sắp thứ tự'), ('number', 'Điền số'), ('essay', 'Tự luận'), ('short_text', 'Điền chữ'), ('hotspot', 'Chỉ vào hình')], max_length=20)),
                ('stem', models.TextField()),
                ('options', models.JSONField(help_text="The options' texts, in the author's order.")),
                ('targets', models.JSONField(default=list, help_text='What the options of a matching item are matched with.')),
                ('unit', models.CharField(blank=True, help_text='Of a number that is asked for.', max_length=30)),
                ('limit', models.PositiveSmallIntegerField(help_text='How many letters an essay may have.', null=True)),
                ('explanation', models.TextField(blank=True)),
                ('markup', models.JSONField(blank=True, default=dict, help_text='{stem, options, explanation} as harmless HTML, where formatted.')),
                ('language', models.CharField(default='vi', max_length=5)),
                ('picture_alt', models.CharField(blank=True, max_length=300)),
                ('source', models.JSONField(default=dict, help_text='{document, publisher, article, link, checked_on, effective_from, effective_to}')),
                ('digest', models.CharField(help_text='SHA-256 of the content, for loaders.', max_length=64)),
                ('writers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, help_text='Ids of all who typed in it; none of them reviews it.', size=None)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='quizzes.item')),
            ],
            options={
                'verbose_name': 'phiên bản câu hỏi',
                'verbose_name_plural': 'phiên bản câu hỏi',
            },
        ),
        migrations.CreateModel(
            name='ItemReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('approved', 'Duyệt'), ('returned', 'Trả lại')], max_length=10)),
                ('comment', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='quizzes.itemversion')),
            ],
            options={
                'verbose_name': 'kết quả thẩm định',
                'verbose_name_plural': 'kết quả thẩm định',
                'ordering': ['at'],
            },
        ),
        migrations.AddField(
            model_name='itemkey',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='quizzes.itemversion'),
        ),
        migrations.AddField(
            model_name='item',
            name='current',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.itemversion'),
        ),
        migrations.AddField(
            model_name='item',
            name='newest',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.itemversion'),
        ),
        migrations.CreateModel(
            name='FormItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('option_order', models.JSONField(default=list)),
                ('is_spare', models.BooleanField(default=False)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='quizzes.form')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.itemversion')),
            ],
            options={
                'ordering': ['is_spare', 'place'],
                'constraints': [models.UniqueConstraint(fields=('form', 'is_spare', 'place'), name='one_form_place'), models.UniqueConstraint(fields=('form', 'version'), name='one_form_version')],
            },
        ),
        migrations.CreateModel(
            name='KeyChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('correct', models.JSONField(help_text='The key as it ought to be.')),
                ('before', models.JSONField(help_text='The key as it was when the wish was made.', null=True)),
                ('reason', models.TextField(max_length=2000)),
                ('state', models.CharField(choices=[('proposed', 'Chờ người thứ hai'), ('accepted', 'Đã sửa đáp án'), ('rejected', 'Không sửa')], default='proposed', max_length=10)),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('key', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.itemkey')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='key_changes', to='quizzes.itemversion')),
            ],
            options={
                'verbose_name': 'đề nghị sửa đáp án',
                'verbose_name_plural': 'đề nghị sửa đáp án',
                'ordering': ['-proposed_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('version',), name='one_proposed_key_change'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='key_changed_by_two')],
            },
        ),
        migrations.CreateModel(
            name='LateResponse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.PositiveSmallIntegerField()),
                ('revision', models.PositiveIntegerField()),
                ('value', models.JSONField(null=True)),
                ('received_at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_responses', to='quizzes.attempt')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('attempt', 'slot', 'revision'), name='one_late_response')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_at', models.DateTimeField()),
                ('invite_code', models.CharField(editable=False, max_length=12, null=True, unique=True)),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participants', to='quizzes.contest')),
                ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invited', to='quizzes.participant')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('unit', models.ForeignKey(help_text='The organisation that counts on boards, as it was when the person joined.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'thí sinh',
                'verbose_name_plural': 'thí sinh',
                'constraints': [models.UniqueConstraint(fields=('contest', 'user'), name='one_participant_per_person')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.TextField(blank=True, help_text='Phone and number, encrypted.')),
                ('number_mac', models.CharField(blank=True, help_text='A keyed hash: one number, one winner.', max_length=64)),
                ('number_ending', models.CharField(blank=True, max_length=3)),
                ('delivery', models.CharField(blank=True, help_text='How it should be handed on.', max_length=200)),
                ('submitted_at', models.DateTimeField()),
                ('erased_at', models.DateTimeField(null=True)),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.contest')),
                ('participant', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='claim', to='quizzes.participant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('number_mac', ''), _negated=True), fields=('contest', 'number_mac'), name='one_claim_per_number')],
            },
        ),
        migrations.AddField(
            model_name='attempt',
            name='participant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='quizzes.participant'),
        ),
        migrations.CreateModel(
            name='AnomalyPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facts', models.JSONField(default=dict)),
                ('anomaly', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='people', to='quizzes.anomaly')),
                ('attempt', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.attempt')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.participant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('anomaly', 'participant'), name='one_anomaly_person')],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(help_text='SHA-256 of the file.', max_length=64, unique=True)),
                ('width', models.PositiveIntegerField(help_text='In pixels.')),
                ('height', models.PositiveIntegerField(help_text='In pixels.')),
                ('uploaded_at', models.DateTimeField()),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'hình ảnh',
                'verbose_name_plural': 'hình ảnh',
            },
        ),
        migrations.AddField(
            model_name='itemversion',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='What a hotspot item points into.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.picture'),
        ),
        migrations.CreateModel(
            name='PracticeAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(help_text='Chosen by the device, so that a repeat counts once.')),
                ('value', models.JSONField(help_text='As rules/scoring.py has it; null for no idea.', null=True)),
                ('is_right', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practice_answers', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.itemversion')),
            ],
            options={
                'verbose_name': 'câu trả lời luyện tập',
                'verbose_name_plural': 'câu trả lời luyện tập',
                'indexes': [models.Index(fields=['person', '-at'], name='practice_latest')],
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='one_practice_answer')],
            },
        ),
        migrations.CreateModel(
            name='PracticeCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('memory', models.JSONField(help_text='The card of the FSRS library.')),
                ('due_at', models.DateTimeField()),
                ('answers', models.PositiveIntegerField(default=0)),
                ('right', models.PositiveIntegerField(default=0)),
                ('was_right', models.BooleanField(default=True, help_text='The last answer was.')),
                ('is_mastered', models.BooleanField(default=False)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='quizzes.item')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practice_cards', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'thẻ luyện tập',
                'verbose_name_plural': 'thẻ luyện tập',
                'indexes': [models.Index(fields=['person', 'due_at'], name='practice_due')],
                'constraints': [models.UniqueConstraint(fields=('person', 'item'), name='one_practice_card')],
            },
        ),
        migrations.CreateModel(
            name='PracticeDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('answers', models.PositiveIntegerField(default=0)),
                ('right', models.PositiveIntegerField(default=0)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practice_days', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ngày luyện tập',
                'verbose_name_plural': 'ngày luyện tập',
                'constraints': [models.UniqueConstraint(fields=('person', 'day'), name='one_practice_day')],
            },
        ),
        migrations.CreateModel(
            name='Ranking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('eligibility_frozen', 'Đã chốt danh sách'), ('target_computed', 'Đã tính đáp số dự đoán'), ('ranked', 'Đã xếp hạng'), ('reviewed', 'Đã rà soát'), ('approved', 'Đã phê duyệt'), ('published', 'Đã công bố'), ('superseded', 'Đã được thay thế'), ('returned', 'Bị trả lại')], default='eligibility_frozen', max_length=20)),
                ('reason', models.TextField(blank=True, help_text='Why it corrects the one before.')),
                ('target', models.BigIntegerField(help_text='The number that was to be predicted.', null=True)),
                ('people', models.PositiveIntegerField(default=0)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('all_correct_people', models.PositiveIntegerField(default=0)),
                ('begun_at', models.DateTimeField(help_text='When the eligible participants were frozen.')),
                ('computed_at', models.DateTimeField(null=True)),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('approved_at', models.DateTimeField(null=True)),
                ('returned_reason', models.TextField(blank=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('appeals_until', models.DateTimeField(null=True)),
                ('file', models.CharField(blank=True, help_text='The Excel file, once written.', max_length=200)),
                ('bulletin', models.CharField(blank=True, help_text='The PDF, once printed.', max_length=200)),
                ('bundle', models.CharField(blank=True, help_text='The recount, once written.', max_length=200)),
                ('bundle_digest', models.CharField(blank=True, max_length=64)),
                ('bundle_root', models.CharField(blank=True, help_text="The Merkle root over the bundle's rows.", max_length=64)),
                ('bundle_secret', models.CharField(default=quizzes.models.contest.new_secret, editable=False, help_text="Makes the names of the bundle's rows; without it nobody finds a person's row.", max_length=64)),
                ('picture', models.CharField(blank=True, help_text='The PNG to share.', max_length=200)),
                ('leading_units', models.JSONField(default=dict, help_text='{measure: the first organisations}, as at the publication.')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rankings', to='quizzes.contest')),
                ('grading_run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rankings', to='quizzes.gradingrun')),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bảng kết quả',
                'verbose_name_plural': 'bảng kết quả',
            },
        ),
        migrations.CreateModel(
            name='Exclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('disqualified', 'Bị loại'), ('committee', 'Thuộc ban tổ chức'), ('not_eligible', 'Không đúng đối tượng'), ('no_guardian', 'Thiếu người giám hộ'), ('no_counted_attempt', 'Không có lượt thi được tính'), ('anonymised', 'Đã yêu cầu xoá dữ liệu')], max_length=20)),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.participant')),
                ('ranking', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='exclusions', to='quizzes.ranking')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ranking', 'participant'), name='one_exclusion')],
            },
        ),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(help_text='SHA-256 of the entries in order.', max_length=64)),
                ('source', models.TextField(help_text='Where the seed will come from, said beforehand.')),
                ('committed_at', models.DateTimeField()),
                ('seed', models.CharField(blank=True, max_length=200)),
                ('witnesses', models.TextField(blank=True)),
                ('drawn_at', models.DateTimeField(null=True)),
                ('committed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ranking', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='draw', to='quizzes.ranking')),
            ],
            options={
                'verbose_name': 'lễ bốc thăm',
                'verbose_name_plural': 'lễ bốc thăm',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('drawn_at__isnull', True), ('seed', '')), models.Q(models.Q(('seed', ''), _negated=True), ('drawn_at__gt', models.F('committed_at'))), _connector='OR'), name='seed_after_commitment')],
            },
        ),
        migrations.CreateModel(
            name='RankingRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveIntegerField()),
                ('points', models.IntegerField()),
                ('correct_items', models.PositiveSmallIntegerField(default=0)),
                ('prediction', models.BigIntegerField(null=True)),
                ('distance', models.BigIntegerField(null=True)),
                ('time_used_ms', models.PositiveIntegerField()),
                ('handed_in_at', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField(default=1)),
                ('attempt', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.attempt')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.participant')),
                ('ranking', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='quizzes.ranking')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['ranking', 'rank', 'id'], name='ranking_rows_in_order')],
                'constraints': [models.UniqueConstraint(fields=('ranking', 'participant'), name='one_row_per_participant')],
            },
        ),
        migrations.CreateModel(
            name='DrawEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.CharField(max_length=32)),
                ('tied_rank', models.PositiveIntegerField(help_text='The rank that was shared before.')),
                ('lot', models.PositiveIntegerField(help_text='1 is drawn first in its tie.', null=True)),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='quizzes.draw')),
                ('row', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='draw_entry', to='quizzes.rankingrow')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('draw', 'entry'), name='one_draw_entry')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.PositiveSmallIntegerField()),
                ('revision', models.PositiveIntegerField()),
                ('value', models.JSONField(null=True)),
                ('received_at', models.DateTimeField()),
                ('attempt', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='quizzes.attempt')),
            ],
            options={
                'verbose_name': 'câu trả lời',
                'verbose_name_plural': 'câu trả lời',
                'constraints': [models.UniqueConstraint(fields=('attempt', 'slot'), name='one_response_per_slot')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField(verbose_name='số')),
                ('title', models.CharField(max_length=200, verbose_name='tên vòng')),
                ('opens_at', models.DateTimeField(verbose_name='mở lúc')),
                ('closes_at', models.DateTimeField(verbose_name='đóng lúc')),
                ('state', models.CharField(choices=[('running', 'Theo lịch'), ('closed', 'Đã đóng'), ('published', 'Đã công bố')], default='running', max_length=20)),
                ('paused_at', models.DateTimeField(blank=True, help_text='Set while it is paused.', null=True)),
                ('frozen_at', models.DateTimeField(blank=True, help_text='The public board shows nothing newer than this.', null=True)),
                ('gives_own_time', models.BooleanField(db_default=False, default=False, editable=False, help_text='Whether single people were given more time in it.')),
                ('news', models.JSONField(blank=True, db_default={}, default=dict, editable=False, help_text='What those who sit a paper are told, as it was sent last.')),
                ('secret', models.CharField(default=quizzes.models.contest.new_secret, editable=False, max_length=64)),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='quizzes.contest')),
            ],
            options={
                'verbose_name': 'vòng thi',
                'verbose_name_plural': 'vòng thi',
                'ordering': ['contest', 'number'],
            },
        ),
        migrations.CreateModel(
            name='RankTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_frozen', models.BooleanField(db_default=False, default=False)),
                ('length', models.PositiveSmallIntegerField()),
                ('beginning', models.BinaryField()),
                ('people', models.IntegerField()),
                ('round', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='quizzes.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'is_frozen', 'length', 'beginning'), name='one_rank_tally')],
            },
        ),
        migrations.AddField(
            model_name='ranking',
            name='round',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rankings', to='quizzes.round'),
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('paused_at', models.DateTimeField()),
                ('resumed_at', models.DateTimeField(null=True)),
                ('moves_close', models.BooleanField(default=False, help_text='Whether the round closes later by as much.')),
                ('paused_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resumed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='quizzes.round')),
            ],
            options={
                'verbose_name': 'lần tạm dừng',
                'verbose_name_plural': 'lần tạm dừng',
                'constraints': [models.UniqueConstraint(condition=models.Q(('resumed_at__isnull', True)), fields=('round',), name='one_pause_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='PaperStatistic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempts', models.PositiveIntegerField()),
                ('papers', models.CharField(choices=[('counted', 'Lượt được tính kết quả'), ('first', 'Lượt đầu tiên'), ('all', 'Mọi lượt')], default='counted', help_text='Which papers of a person were read.', max_length=10)),
                ('run', models.PositiveIntegerField(default=0, help_text='The number of the grading run whose points were read.')),
                ('mean', models.FloatField(help_text='Of the points, in percent of the full mark.', null=True)),
                ('deviation', models.FloatField(help_text='Standard deviation, same unit.', null=True)),
                ('alpha', models.FloatField(help_text="Cronbach's alpha, in percent.", null=True)),
                ('error', models.FloatField(help_text='Standard error of measurement, in percent.', null=True)),
                ('spread', models.JSONField(default=list, help_text='How many papers by tenth of the full mark.')),
                ('computed_at', models.DateTimeField()),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='paper_statistic', to='quizzes.round')),
            ],
            options={
                'verbose_name': 'thống kê đề thi',
                'verbose_name_plural': 'thống kê đề thi',
            },
        ),
        migrations.CreateModel(
            name='OrganisationTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(null=True)),
                ('is_frozen', models.BooleanField(db_default=False, default=False)),
                ('path', models.CharField(db_collation='C', max_length=255)),
                ('people', models.IntegerField(default=0)),
                ('attempts', models.IntegerField(default=0)),
                ('results', models.IntegerField(default=0, help_text='How many results make up the points.')),
                ('points', models.BigIntegerField(default=0)),
                ('contest', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='quizzes.contest')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('round', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='quizzes.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contest', 'round', 'day', 'is_frozen', 'path', 'organisation', 'unit'), name='one_organisation_tally', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='MinuteTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minute', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField()),
                ('round', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='quizzes.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'minute'), name='one_minute_tally')],
            },
        ),
        migrations.CreateModel(
            name='ItemStatistic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempts', models.PositiveIntegerField(help_text='Counted papers that held the version.')),
                ('facility', models.FloatField(help_text='Mean mark of the full mark, 0 to 1.', null=True)),
                ('discrimination', models.FloatField(help_text='Index, -100 to 100.', null=True)),
                ('efficiency', models.FloatField(help_text='Discriminative efficiency, up to 100.', null=True)),
                ('weight', models.FloatField(help_text='Effective weight in percent.', null=True)),
                ('seconds', models.FloatField(help_text='Median time spent.', null=True)),
                ('choices', models.JSONField(default=dict, help_text='{papers: [all, top, bottom], answers: [{answer, right, all, top, bottom}]}; codes of answers as rules/item_choices.py gives them.')),
                ('alarms', models.JSONField(default=list, help_text='Codes: check_key, too_easy, …')),
                ('computed_at', models.DateTimeField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statistics', to='quizzes.itemversion')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='item_statistics', to='quizzes.round')),
            ],
            options={
                'verbose_name': 'thống kê câu hỏi',
                'verbose_name_plural': 'thống kê câu hỏi',
                'constraints': [models.UniqueConstraint(fields=('round', 'version'), name='one_item_statistic')],
            },
        ),
        migrations.CreateModel(
            name='HallScreen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0)),
                ('scene', models.CharField(choices=[('automatic', 'Tự động'), ('joining', 'Mã QR vào thi'), ('people', 'Bảng cá nhân'), ('organisations', 'Bảng đơn vị'), ('countdown', 'Đếm ngược'), ('frozen', 'Tạm dừng bảng'), ('reveal', 'Công bố kết quả')], default='automatic', max_length=20)),
                ('place', models.PositiveSmallIntegerField(help_text='In a reveal: results are shown from this place down.', null=True)),
                ('changed_at', models.DateTimeField(null=True)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contest', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hall_screen', to='quizzes.contest')),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='quizzes.round')),
            ],
            options={
                'verbose_name': 'màn hình lớn',
                'verbose_name_plural': 'màn hình lớn',
            },
        ),
        migrations.AddField(
            model_name='gradingrun',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grading_runs', to='quizzes.round'),
        ),
        migrations.CreateModel(
            name='FrozenStanding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.IntegerField()),
                ('correct_items', models.PositiveSmallIntegerField()),
                ('time_used_ms', models.PositiveIntegerField()),
                ('handed_in_at', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField()),
                ('order', models.BinaryField(default=b'')),
                ('is_barred', models.BooleanField(default=False)),
                ('updated_at', models.DateTimeField()),
                ('attempt', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.attempt')),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.participant')),
                ('round', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='quizzes.round')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('is_barred', False)), fields=['round', 'order', 'id'], name='frozen_standings_in_order')],
                'constraints': [models.UniqueConstraint(fields=('round', 'participant'), name='one_frozen_standing')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('added', models.DurationField()),
                ('reason', models.TextField()),
                ('granted_at', models.DateTimeField()),
                ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='quizzes.participant')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='quizzes.round')),
            ],
            options={
                'verbose_name': 'gia hạn',
                'verbose_name_plural': 'gia hạn',
                'ordering': ['-granted_at'],
            },
        ),
        migrations.CreateModel(
            name='Disqualification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('reason', models.TextField(help_text="For the committee's record.")),
                ('notice', models.TextField(help_text='What the person reads.')),
                ('decided_at', models.DateTimeField()),
                ('appeals_until', models.DateTimeField()),
                ('appeal', models.TextField(blank=True)),
                ('appealed_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True, help_text='To the appeal.')),
                ('answered_at', models.DateTimeField(null=True)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('anomaly', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disqualifications', to='quizzes.anomaly')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disqualifications', to='quizzes.contest')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disqualifications', to='quizzes.participant')),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.round')),
            ],
            options={
                'verbose_name': 'quyết định loại',
                'verbose_name_plural': 'quyết định loại',
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('participant', 'round'), name='one_disqualification_in_force', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('answered_by__isnull', True), models.Q(('answered_by', models.F('decided_by')), _negated=True), _connector='OR'), name='appeal_answered_by_somebody_else')],
            },
        ),
        migrations.CreateModel(
            name='BoardSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveBigIntegerField()),
                ('people', models.PositiveIntegerField()),
                ('attempts', models.PositiveIntegerField()),
                ('payload', models.BinaryField(help_text='The board as JSON, as every way out sends it.')),
                ('covers_until', models.DateTimeField(help_text='The newest standing it holds.')),
                ('frozen_at', models.DateTimeField(help_text='Set while it stands still; its standings are kept.', null=True)),
                ('built_at', models.DateTimeField()),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='snapshot', to='quizzes.round')),
            ],
        ),
        migrations.AddField(
            model_name='attempt',
            name='round',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='quizzes.round'),
        ),
        migrations.AddField(
            model_name='anomaly',
            name='round',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='anomalies', to='quizzes.round'),
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('text', models.CharField(max_length=400)),
                ('made_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='announcements', to='quizzes.round')),
            ],
            options={
                'verbose_name': 'thông báo',
                'verbose_name_plural': 'thông báo',
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='RoundItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(editable=False, help_text='The code; null: as the item has it.', max_length=100, null=True)),
                ('difficulty', models.CharField(editable=False, max_length=10, null=True)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='round_items', to='quizzes.round')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='round_items', to='quizzes.itemversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'version'), name='one_round_item')],
            },
        ),
        migrations.AddField(
            model_name='round',
            name='pool',
            field=models.ManyToManyField(related_name='rounds', through='quizzes.RoundItem', to='quizzes.itemversion'),
        ),
        migrations.CreateModel(
            name='RoundTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ranking', models.JSONField(default=list, help_text='The keys of the order, as ranked live.')),
                ('people', models.PositiveIntegerField(default=0)),
                ('attempts', models.PositiveBigIntegerField(default=0)),
                ('frozen_people', models.PositiveIntegerField(default=0)),
                ('frozen_attempts', models.PositiveBigIntegerField(default=0)),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='tally', to='quizzes.round')),
            ],
        ),
        migrations.CreateModel(
            name='RulebookVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('document', models.JSONField()),
                ('effective_at', models.DateTimeField(help_text='From its creation when empty.', null=True)),
                ('reason', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rulebooks', to='quizzes.contest')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'phiên bản thể lệ',
                'verbose_name_plural': 'phiên bản thể lệ',
                'constraints': [models.UniqueConstraint(fields=('contest', 'number'), name='one_rulebook_number')],
            },
        ),
        migrations.AddField(
            model_name='round',
            name='rulebook',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='quizzes.rulebookversion'),
        ),
        migrations.AddField(
            model_name='ranking',
            name='rulebook',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.rulebookversion'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='rulebook',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.rulebookversion'),
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.IntegerField()),
                ('correct_items', models.PositiveSmallIntegerField()),
                ('answered', models.PositiveSmallIntegerField()),
                ('points_by_slot', models.JSONField()),
                ('attempt', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='quizzes.attempt')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='quizzes.gradingrun')),
            ],
            options={
                'verbose_name': 'điểm',
                'verbose_name_plural': 'điểm',
                'constraints': [models.UniqueConstraint(fields=('attempt', 'run'), name='one_score_per_grading_run')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.IntegerField()),
                ('correct_items', models.PositiveSmallIntegerField()),
                ('time_used_ms', models.PositiveIntegerField()),
                ('handed_in_at', models.DateTimeField()),
                ('prediction', models.BigIntegerField(null=True)),
                ('attempts', models.PositiveIntegerField()),
                ('days', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list, help_text='The days on which attempts were handed in.', size=None)),
                ('order', models.BinaryField(default=b'', help_text='Smaller is better: see rules/order.py.')),
                ('is_barred', models.BooleanField(default=False, help_text='Disqualified: on no board.')),
                ('updated_at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.attempt')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='quizzes.participant')),
                ('round', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='quizzes.round')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'verbose_name': 'thứ hạng tạm thời',
                'verbose_name_plural': 'thứ hạng tạm thời',
                'indexes': [models.Index(condition=models.Q(('is_barred', False)), fields=['round', 'order', 'id'], name='standings_in_order'), models.Index(fields=['round', 'updated_at'], name='standings_by_change')],
                'constraints': [models.UniqueConstraint(fields=('round', 'participant'), name='one_standing')],
            },
        ),
        migrations.AddField(
            model_name='itemversion',
            name='stimulus',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='quizzes.stimulus'),
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='quizzes.topic')),
            ],
            options={
                'verbose_name': 'chủ đề',
                'verbose_name_plural': 'chủ đề',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.AddField(
            model_name='itemimport',
            name='topic',
            field=models.ForeignKey(help_text='For items that name none.', null=True, on_delete=django.db.models.deletion.PROTECT, to='quizzes.topic'),
        ),
        migrations.AddField(
            model_name='item',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='quizzes.topic'),
        ),
        migrations.CreateModel(
            name='VoidedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('policy', models.CharField(choices=[('everyone_correct', 'Mọi người được trọn điểm'), ('left_out', 'Không tính câu này')], max_length=20)),
                ('reason', models.TextField()),
                ('voided_at', models.DateTimeField()),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voided_items', to='quizzes.round')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.itemversion')),
                ('voided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'version'), name='one_voiding')],
            },
        ),
        migrations.CreateModel(
            name='Winner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('person', 'Cá nhân'), ('organisation', 'Tập thể'), ('spreader', 'Lan toả')], max_length=20)),
                ('prize', models.CharField(help_text="The prize's code in the rulebook.", max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('value', models.CharField(blank=True, max_length=100)),
                ('place', models.PositiveSmallIntegerField(help_text='1 to the number of such prizes.')),
                ('rank', models.PositiveIntegerField(null=True)),
                ('facts', models.JSONField(default=dict, help_text='The counted facts that earned it.')),
                ('state', models.CharField(choices=[('awarded', 'Đạt giải'), ('contacted', 'Đã liên hệ'), ('confirmed', 'Đã xác nhận'), ('handed_over', 'Đã trao'), ('declined', 'Từ chối nhận'), ('withdrawn', 'Không còn đạt giải')], default='awarded', max_length=20)),
                ('reason', models.TextField(blank=True, help_text='Of the newest step, where one is needed.')),
                ('awarded_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('handed_over_at', models.DateTimeField(null=True)),
                ('awarded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='winners', to='quizzes.contest')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('participant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wins', to='quizzes.participant')),
                ('passed_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='passed_to', to='quizzes.winner')),
                ('ranking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='winners', to='quizzes.ranking')),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='winners', to='quizzes.round')),
            ],
            options={
                'verbose_name': 'giải thưởng',
                'verbose_name_plural': 'giải thưởng',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('awarded', 'contacted', 'confirmed', 'handed_over'))), fields=('contest', 'round', 'prize', 'place'), name='one_holder_of_a_prize', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), ('participant__isnull', False)), models.Q(('organisation__isnull', False), ('participant__isnull', True)), _connector='OR'), name='winner_is_a_person_or_an_organisation')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('warning', 'Nhắc nhở'), ('disqualified', 'Không được tính kết quả'), ('appeal_upheld', 'Khiếu nại không được chấp nhận'), ('reinstated', 'Kết quả được tính lại'), ('certificate_revoked', 'Chứng nhận bị thu hồi'), ('certificate_replaced', 'Chứng nhận được cấp lại'), ('prize', 'Đạt giải'), ('prize_withdrawn', 'Giải được điều chỉnh')], max_length=20)),
                ('text', models.TextField(blank=True)),
                ('sent_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('disqualification', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='quizzes.disqualification')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='quizzes.participant')),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.round')),
                ('winner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='quizzes.winner')),
            ],
            options={
                'ordering': ['-sent_at', '-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='itemkey',
            constraint=models.UniqueConstraint(fields=('version', 'number'), name='one_item_key_number'),
        ),
        migrations.AddConstraint(
            model_name='gradingrun',
            constraint=models.UniqueConstraint(fields=('round', 'number'), name='one_grading_run_number'),
        ),
        migrations.AddIndex(
            model_name='anomaly',
            index=models.Index(fields=['round', 'state', '-weight'], name='anomaly_queue'),
        ),
        migrations.AddConstraint(
            model_name='anomaly',
            constraint=models.UniqueConstraint(fields=('round', 'fingerprint'), name='one_anomaly'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('contest', 'number'), name='one_round_number'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='round_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='ranking',
            constraint=models.UniqueConstraint(condition=models.Q(('round__isnull', False)), fields=('round', 'number'), name='one_ranking_number'),
        ),
        migrations.AddConstraint(
            model_name='ranking',
            constraint=models.UniqueConstraint(condition=models.Q(('round__isnull', True)), fields=('contest', 'number'), name='one_overall_ranking_number'),
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(condition=models.Q(('state', 'in_progress')), fields=['sealed_after'], name='attempts_to_seal'),
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(condition=models.Q(('state__in', ['submitted', 'expired'])), fields=['id'], name='attempts_to_score'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in_progress')), fields=('round', 'participant'), name='one_active_attempt'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('round', 'participant', 'number'), name='one_attempt_number'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(('deadline_at__gt', models.F('started_at'))), name='attempt_deadline_after_start'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_in_at__isnull', True), ('state', 'in_progress')), ('handed_in_at__isnull', False), ('state', 'voided'), _connector='OR'), name='attempt_handed_in_unless_in_progress'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.UniqueConstraint(fields=('item', 'number'), name='one_item_version_number'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='item_words'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=django.contrib.postgres.indexes.GinIndex(fields=['tags'], name='item_tags'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=django.contrib.postgres.indexes.GinIndex(fields=['bands'], name='item_bands'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('use', 'practice')), fields=['uuid'], name='item_practice_turn'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['-updated_at', 'id'], name='item_newest_first'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['topic', 'difficulty', 'status', 'kind', 'use'], name='item_facets'),
        ),
        migrations.RunSQL(PIN, UNPIN),
    ]

-- CreateTable
CREATE TABLE "workspace" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bot_user_id" TEXT NOT NULL,
    "url" TEXT,
    "time_zone" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "alert_channel_id" TEXT,
    "alert_channel_name" TEXT,
    "alert_channel_public" BOOLEAN,
    "alert_channel_set_by" TEXT,
    "alert_channel_trouble" TEXT,
    "alert_channel_fence" INTEGER NOT NULL DEFAULT 0,
    "removal_sla_amount" INTEGER NOT NULL DEFAULT 24,
    "removal_sla_unit" TEXT NOT NULL DEFAULT 'hours',
    "other_sla_amount" INTEGER NOT NULL DEFAULT 7,
    "other_sla_unit" TEXT NOT NULL DEFAULT 'days',
    "checks" JSONB NOT NULL DEFAULT '{}',
    "sync_schedule" TEXT,
    "sync_schedule_at" TIMESTAMPTZ(3),
    "sync_asked_for" TIMESTAMPTZ(3),
    "admin_way" TEXT NOT NULL DEFAULT 'slack',
    "admin_people" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "admin_group_id" TEXT,
    "mask_names" TEXT NOT NULL DEFAULT 'automatic',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "settings_version" INTEGER NOT NULL DEFAULT 0,
    "settings_saved_by" TEXT,
    "settings_saved_at" TIMESTAMPTZ(3),
    "equal_domains" TEXT[],
    "staff_read_at" TIMESTAMPTZ(3),
    "staff_people" INTEGER NOT NULL DEFAULT 0,
    "staff_fence" INTEGER NOT NULL DEFAULT 0,
    "list_fence" INTEGER NOT NULL DEFAULT 0,
    "groups_read_at" TIMESTAMPTZ(3),
    "groups_changed_at" TIMESTAMPTZ(3),

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "organization_name" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "client_secret" TEXT,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "tokens_stored_at" TIMESTAMPTZ(3) NOT NULL,
    "token_version" INTEGER NOT NULL DEFAULT 1,
    "refresh_claimed_at" TIMESTAMPTZ(3),
    "scopes" TEXT[],
    "scim_token" TEXT,
    "scim_token_by" TEXT,
    "scim_token_at" TIMESTAMPTZ(3),
    "scim_read_at" TIMESTAMPTZ(3),
    "scim_trouble" TEXT,
    "scim_trouble_since" TIMESTAMPTZ(3),
    "miro_user_id" TEXT NOT NULL,
    "connected_by" TEXT NOT NULL,
    "connected_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "critical_since" TIMESTAMPTZ(3),
    "critical_by" TEXT,
    "critical_owner" TEXT,
    "last_complete_sync_at" TIMESTAMPTZ(3),
    "last_complete_run_id" TEXT,
    "last_evaluated_at" TIMESTAMPTZ(3),
    "judged_rule" INTEGER NOT NULL DEFAULT 0,
    "judged_critical" BOOLEAN NOT NULL DEFAULT false,
    "sync_fence" INTEGER NOT NULL DEFAULT 0,
    "evaluation_fence" INTEGER NOT NULL DEFAULT 0,
    "whole_evaluation_fence" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("workspace_id","miro_org_id")
);

-- CreateTable
CREATE TABLE "oauth_attempt" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "client_secret" TEXT NOT NULL,
    "expected_org_id" TEXT,
    "view_id" TEXT,
    "start_token_hash" TEXT NOT NULL,
    "state_hash" TEXT,
    "browser_hash" TEXT,
    "paste_state_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "oauth_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "fence" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "cursor" TEXT,
    "pages" INTEGER NOT NULL DEFAULT 0,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "set_aside" INTEGER NOT NULL DEFAULT 0,
    "unread" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "reason" TEXT,
    "because" TEXT,
    "change" JSONB,
    "requested_by" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "source_gap" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "stale_at" TIMESTAMPTZ(3) NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    "because" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "source_gap_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "staff_file_part" (
    "workspace_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "is_last" BOOLEAN NOT NULL,

    CONSTRAINT "staff_file_part_pkey" PRIMARY KEY ("workspace_id","run_id","number")
);

-- CreateTable
CREATE TABLE "sync_page" (
    "workspace_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "rows" JSONB NOT NULL,
    "same_ids" TEXT[],
    "digests" TEXT[],

    CONSTRAINT "sync_page_pkey" PRIMARY KEY ("workspace_id","run_id","number")
);

-- CreateTable
CREATE TABLE "last_read" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "digests" TEXT[],
    "looked_at" TIMESTAMPTZ(3),

    CONSTRAINT "last_read_pkey" PRIMARY KEY ("workspace_id","miro_org_id")
);

-- CreateTable
CREATE TABLE "person" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "slack_user_id" TEXT,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'employee',
    "title" TEXT,
    "department" TEXT,
    "manager" TEXT,
    "time_zone" TEXT,
    "is_admin" BOOLEAN NOT NULL DEFAULT false,
    "start_at" TIMESTAMPTZ(3),
    "end_at" TIMESTAMPTZ(3),
    "last_day" TEXT,
    "judge_at" TIMESTAMPTZ(3),
    "deactivated" BOOLEAN NOT NULL DEFAULT false,
    "left_known_at" TIMESTAMPTZ(3),
    "on_leave" BOOLEAN NOT NULL DEFAULT false,
    "unlisted_at" TIMESTAMPTZ(3),
    "conflict" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "person_source" (
    "workspace_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "slack_user_id" TEXT,
    "addresses" TEXT[],
    "employee_id" TEXT,
    "name" TEXT,
    "kind" TEXT,
    "type" TEXT,
    "title" TEXT,
    "department" TEXT,
    "manager" TEXT,
    "time_zone" TEXT,
    "is_admin" BOOLEAN,
    "start_at" TIMESTAMPTZ(3),
    "end_at" TIMESTAMPTZ(3),
    "last_day" TEXT,
    "overruled_day" TEXT,
    "on_leave" BOOLEAN,
    "gone" BOOLEAN,
    "gone_since" TIMESTAMPTZ(3),
    "missing_since" TIMESTAMPTZ(3),
    "still_here_by" TEXT,
    "still_here_at" TIMESTAMPTZ(3),
    "entered_by" TEXT,
    "entered_at" TIMESTAMPTZ(3),
    "looked_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_source_pkey" PRIMARY KEY ("workspace_id","record_id","source")
);

-- CreateTable
CREATE TABLE "person_join" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "kept_id" TEXT NOT NULL,
    "gone_id" TEXT NOT NULL,
    "kept_name" TEXT NOT NULL,
    "gone_name" TEXT NOT NULL,
    "said_by" TEXT NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL,
    "parted_by" TEXT,
    "parted_at" TIMESTAMPTZ(3),
    "before" JSONB,

    CONSTRAINT "person_join_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "person_likeness" (
    "workspace_id" TEXT NOT NULL,
    "slack_id" TEXT NOT NULL,
    "other_id" TEXT NOT NULL,
    "because" TEXT NOT NULL,

    CONSTRAINT "person_likeness_pkey" PRIMARY KEY ("workspace_id","slack_id","other_id")
);

-- CreateTable
CREATE TABLE "staff_list" (
    "workspace_id" TEXT NOT NULL,
    "origin_kind" TEXT NOT NULL,
    "origin_name" TEXT NOT NULL,
    "standing" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "brought_by" TEXT,
    "digest" TEXT,
    "header" TEXT,
    "unusable" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "trouble" TEXT,
    "trouble_since" TIMESTAMPTZ(3),

    CONSTRAINT "staff_list_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "staff_columns" (
    "workspace_id" TEXT NOT NULL,
    "header" TEXT NOT NULL,
    "chosen" JSONB NOT NULL,

    CONSTRAINT "staff_columns_pkey" PRIMARY KEY ("workspace_id","header")
);

-- CreateTable
CREATE TABLE "person_event" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "urgent" BOOLEAN NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "person_event_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "acted_request" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "acted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "acted_request_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "person_address" (
    "workspace_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "record_id" TEXT,

    CONSTRAINT "person_address_pkey" PRIMARY KEY ("workspace_id","address","person_id")
);

-- CreateTable
CREATE TABLE "user_group" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,

    CONSTRAINT "user_group_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "user_group_member" (
    "workspace_id" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,

    CONSTRAINT "user_group_member_pkey" PRIMARY KEY ("workspace_id","group_id","slack_user_id")
);

-- CreateTable
CREATE TABLE "account" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "email" TEXT,
    "address" TEXT,
    "role" TEXT NOT NULL,
    "license" TEXT NOT NULL,
    "active" BOOLEAN,
    "last_activity_at" TIMESTAMPTZ(3),
    "license_assigned_at" TIMESTAMPTZ(3),
    "admin_roles" TEXT[],
    "name" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "missing_since" TIMESTAMPTZ(3),
    "set_aside_since" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "came_back_at" TIMESTAMPTZ(3),
    "looked_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("workspace_id","miro_org_id","id")
);

-- CreateTable
CREATE TABLE "assessment" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "person_id" TEXT,
    "matched_by" TEXT,
    "results" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assessment_pkey" PRIMARY KEY ("workspace_id","miro_org_id","account_id")
);

-- CreateTable
CREATE TABLE "verdict_count" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "accounts" INTEGER NOT NULL,

    CONSTRAINT "verdict_count_pkey" PRIMARY KEY ("workspace_id","miro_org_id","class","check_id","verdict")
);

-- CreateTable
CREATE TABLE "role_count" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "live" INTEGER NOT NULL,
    "present" INTEGER NOT NULL,

    CONSTRAINT "role_count_pkey" PRIMARY KEY ("workspace_id","miro_org_id","role")
);

-- CreateTable
CREATE TABLE "classification" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "person_id" TEXT,
    "reason" TEXT,
    "review_at" TIMESTAMPTZ(3),
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "learned_address" TEXT,

    CONSTRAINT "classification_pkey" PRIMARY KEY ("workspace_id","miro_org_id","account_id")
);

-- CreateTable
CREATE TABLE "suggestion" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "because" TEXT NOT NULL,
    "person_id" TEXT,

    CONSTRAINT "suggestion_pkey" PRIMARY KEY ("workspace_id","miro_org_id","account_id","place")
);

-- CreateTable
CREATE TABLE "refused_guess" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "said_by" TEXT NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refused_guess_pkey" PRIMARY KEY ("workspace_id","miro_org_id","account_id","person_id")
);

-- CreateTable
CREATE TABLE "question" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "person_id" TEXT NOT NULL,
    "because" TEXT,
    "asked_by" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "reminded_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "settled_as" TEXT,
    "settled_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "question_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "rule" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "way" TEXT NOT NULL,
    "miro_roles" TEXT[],
    "staff_roles" JSONB NOT NULL,
    "admin_rights" JSONB,
    "saved_by" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_pkey" PRIMARY KEY ("workspace_id","miro_org_id","version")
);

-- CreateTable
CREATE TABLE "rule_draft" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "miro_roles" TEXT[],
    "staff_roles" JSONB NOT NULL,
    "admin_rights" JSONB,
    "approved" JSONB,
    "approved_roles" JSONB NOT NULL,
    "based_on" INTEGER NOT NULL,
    "drafted_by" TEXT NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_draft_pkey" PRIMARY KEY ("workspace_id","miro_org_id","id")
);

-- CreateTable
CREATE TABLE "approval" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "approved_by" TEXT NOT NULL,
    "approved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("workspace_id","miro_org_id","account_id")
);

-- CreateTable
CREATE TABLE "exception" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "approved_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "exception_pkey" PRIMARY KEY ("workspace_id","miro_org_id","check_id","account_id")
);

-- CreateTable
CREATE TABLE "finding_group" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "evaluation_id" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "alert_id" TEXT,
    "changed" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "finding_group_pkey" PRIMARY KEY ("workspace_id","miro_org_id","id")
);

-- CreateTable
CREATE TABLE "finding" (
    "workspace_id" TEXT NOT NULL,
    "miro_org_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "person_id" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "clock_at" TIMESTAMPTZ(3) NOT NULL,
    "end_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_as" TEXT,
    "closed_by" TEXT,
    "overdue_said_at" TIMESTAMPTZ(3),
    "previous_id" TEXT,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("workspace_id","miro_org_id","id")
);

-- CreateTable
CREATE TABLE "alert" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "miro_org_id" TEXT,
    "kind" TEXT NOT NULL,
    "facts" JSONB,
    "told" TEXT,
    "user_id" TEXT,
    "thread_of" TEXT,
    "broadcast" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL,
    "wanted" INTEGER NOT NULL DEFAULT 1,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "channel_id" TEXT,
    "ts" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "last_error" TEXT,
    "maybe_double" BOOLEAN NOT NULL DEFAULT false,
    "changes_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "journal" (
    "workspace_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "miro_org_id" TEXT,
    "subject" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "change" BIGINT NOT NULL,
    "part_hash" BYTEA,
    "block" INTEGER,

    CONSTRAINT "journal_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "journal_part" (
    "workspace_id" TEXT NOT NULL,
    "id" BIGINT NOT NULL,
    "salt" BYTEA NOT NULL,
    "part" TEXT NOT NULL,

    CONSTRAINT "journal_part_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "journal_block" (
    "workspace_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,
    "rows" INTEGER NOT NULL,
    "rows_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "journal_block_pkey" PRIMARY KEY ("workspace_id","number")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "private_key" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "witness" (
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "for_channel" TEXT NOT NULL DEFAULT '',
    "round" INTEGER NOT NULL DEFAULT 0,
    "words" TEXT NOT NULL,
    "block_number" INTEGER,
    "block_hash" TEXT,
    "state" TEXT NOT NULL,
    "channel_id" TEXT,
    "thread_ts" TEXT,
    "ts" TEXT,
    "file_id" TEXT,
    "asked_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "last_error" TEXT,
    "maybe_double" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "witness_pkey" PRIMARY KEY ("workspace_id","kind","day","for_channel","round")
);

-- CreateIndex
CREATE UNIQUE INDEX "oauth_attempt_start_token_hash_key" ON "oauth_attempt"("start_token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "oauth_attempt_state_hash_key" ON "oauth_attempt"("state_hash");

-- CreateIndex
CREATE UNIQUE INDEX "oauth_attempt_paste_state_hash_key" ON "oauth_attempt"("paste_state_hash");

-- CreateIndex
CREATE INDEX "sync_run_workspace_id_source_source_id_started_at_idx" ON "sync_run"("workspace_id", "source", "source_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "source_gap_open_once" ON "source_gap"("workspace_id", "source", "source_id") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE INDEX "person_admin" ON "person"("workspace_id") WHERE (is_admin);

-- CreateIndex
CREATE INDEX "person_judge" ON "person"("judge_at") WHERE (judge_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "person_end" ON "person"("workspace_id", "end_at") WHERE (end_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "person_conflict" ON "person"("workspace_id") WHERE (conflict IS NOT NULL);

-- CreateIndex
CREATE INDEX "person_unlisted" ON "person"("workspace_id") WHERE (unlisted_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "person_start" ON "person"("workspace_id", "start_at") WHERE (start_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "person_slack_user_id_workspace_id_key" ON "person"("slack_user_id", "workspace_id");

-- CreateIndex
CREATE INDEX "person_source_workspace_id_employee_id_idx" ON "person_source"("workspace_id", "employee_id");

-- CreateIndex
CREATE INDEX "person_source_workspace_id_person_id_idx" ON "person_source"("workspace_id", "person_id");

-- CreateIndex
CREATE INDEX "person_source_joined" ON "person_source"("workspace_id", "person_id") WHERE (record_id <> person_id);

-- CreateIndex
CREATE UNIQUE INDEX "person_source_slack" ON "person_source"("slack_user_id", "workspace_id") WHERE (slack_user_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "person_join_workspace_id_kept_id_idx" ON "person_join"("workspace_id", "kept_id");

-- CreateIndex
CREATE INDEX "person_join_workspace_id_gone_id_idx" ON "person_join"("workspace_id", "gone_id");

-- CreateIndex
CREATE INDEX "person_event_waiting" ON "person_event"("workspace_id", "received_at") WHERE (done_at IS NULL);

-- CreateIndex
CREATE INDEX "person_address_workspace_id_person_id_idx" ON "person_address"("workspace_id", "person_id");

-- CreateIndex
CREATE INDEX "user_group_member_slack_user_id_idx" ON "user_group_member"("slack_user_id");

-- CreateIndex
CREATE INDEX "account_administering" ON "account"("workspace_id", "miro_org_id") WHERE (cardinality(admin_roles) > 0);

-- CreateIndex
CREATE INDEX "assessment_person_id_idx" ON "assessment"("person_id");

-- CreateIndex
CREATE INDEX "question_open" ON "question"("asked_at") WHERE (settled_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "question_whose_once" ON "question"("workspace_id", "miro_org_id", "account_id", "person_id") WHERE (about = 'whose');

-- CreateIndex
CREATE UNIQUE INDEX "question_round_once" ON "question"("workspace_id", "miro_org_id", "account_id", "round") WHERE (about = 'review');

-- CreateIndex
CREATE INDEX "finding_group_workspace_id_alert_id_idx" ON "finding_group"("workspace_id", "alert_id");

-- CreateIndex
CREATE UNIQUE INDEX "finding_group_workspace_id_miro_org_id_evaluation_id_check__key" ON "finding_group"("workspace_id", "miro_org_id", "evaluation_id", "check_id");

-- CreateIndex
CREATE INDEX "finding_group_id_idx" ON "finding"("group_id");

-- CreateIndex
CREATE INDEX "finding_subject_id_check_id_idx" ON "finding"("subject_id", "check_id");

-- CreateIndex
CREATE INDEX "finding_closed" ON "finding"("closed_at") WHERE (closed_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "finding_unsaid" ON "finding"("due_at") WHERE (closed_at IS NULL AND overdue_said_at IS NULL);

-- CreateIndex
CREATE INDEX "finding_overdue" ON "finding"("overdue_said_at") WHERE (closed_at IS NULL AND overdue_said_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "finding_open_once" ON "finding"("workspace_id", "miro_org_id", "check_id", "subject_id") WHERE (closed_at IS NULL);

-- CreateIndex
CREATE INDEX "alert_workspace_id_state_next_try_at_idx" ON "alert"("workspace_id", "state", "next_try_at");

-- CreateIndex
CREATE INDEX "journal_subject_id_idx" ON "journal"("subject", "id");

-- CreateIndex
CREATE INDEX "journal_rare" ON "journal"("workspace_id", "kind", "id") WHERE (kind NOT IN ('account', 'verdict'));

-- CreateIndex
CREATE INDEX "journal_unsealed" ON "journal"("id") WHERE (block IS NULL);

-- CreateIndex
CREATE INDEX "journal_sealed" ON "journal"("workspace_id", "block") WHERE (block IS NOT NULL);

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_attempt" ADD CONSTRAINT "oauth_attempt_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_run" ADD CONSTRAINT "sync_run_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_gap" ADD CONSTRAINT "source_gap_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_file_part" ADD CONSTRAINT "staff_file_part_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "sync_run"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_page" ADD CONSTRAINT "sync_page_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "sync_run"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "last_read" ADD CONSTRAINT "last_read_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_source" ADD CONSTRAINT "person_source_workspace_id_person_id_fkey" FOREIGN KEY ("workspace_id", "person_id") REFERENCES "person"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_join" ADD CONSTRAINT "person_join_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_likeness" ADD CONSTRAINT "person_likeness_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_list" ADD CONSTRAINT "staff_list_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_columns" ADD CONSTRAINT "staff_columns_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_event" ADD CONSTRAINT "person_event_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acted_request" ADD CONSTRAINT "acted_request_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_address" ADD CONSTRAINT "person_address_workspace_id_person_id_fkey" FOREIGN KEY ("workspace_id", "person_id") REFERENCES "person"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_group" ADD CONSTRAINT "user_group_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_group_member" ADD CONSTRAINT "user_group_member_workspace_id_group_id_fkey" FOREIGN KEY ("workspace_id", "group_id") REFERENCES "user_group"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdict_count" ADD CONSTRAINT "verdict_count_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_count" ADD CONSTRAINT "role_count_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "classification" ADD CONSTRAINT "classification_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suggestion" ADD CONSTRAINT "suggestion_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refused_guess" ADD CONSTRAINT "refused_guess_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule" ADD CONSTRAINT "rule_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_draft" ADD CONSTRAINT "rule_draft_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exception" ADD CONSTRAINT "exception_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_group" ADD CONSTRAINT "finding_group_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_workspace_id_miro_org_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id") REFERENCES "connection"("workspace_id", "miro_org_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_workspace_id_miro_org_id_group_id_fkey" FOREIGN KEY ("workspace_id", "miro_org_id", "group_id") REFERENCES "finding_group"("workspace_id", "miro_org_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signing_key" ADD CONSTRAINT "signing_key_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "witness" ADD CONSTRAINT "witness_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

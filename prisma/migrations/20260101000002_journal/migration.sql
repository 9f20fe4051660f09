-- The journal: whatever changes a table below, in whatever way, appends what it is from then on to `journal`, in the
-- same transaction. Written by the database itself, so that no statement can forget it.

-- When a change happens, by the clock of the program: a clock of its own is told to each connection.
CREATE FUNCTION journal_clock() RETURNS timestamptz(3) LANGUAGE sql AS $$
  SELECT clock_timestamp() + coalesce(nullif(current_setting('journal.ahead_by', true), ''), '0')::interval
$$;

-- 32 bytes that nobody can guess, for one statement: the salts of its rows are made of them, and they are kept nowhere.
CREATE FUNCTION journal_seed() RETURNS bytea LANGUAGE sql AS $$
  SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
$$;
CREATE FUNCTION journal_salt(seed bytea, id bigint) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT substr(sha256(seed || int8send(id)), 1, 16)
$$;

-- Calls `journal_of_<table>` for whatever is added to a table, changed in it or deleted from it.
CREATE FUNCTION journal_listen(watched text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  called CONSTANT text := format('FOR EACH STATEMENT EXECUTE FUNCTION %I()', 'journal_of_' || watched);
BEGIN
  EXECUTE format('CREATE TRIGGER journal_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows ', watched) || called;
  EXECUTE format('CREATE TRIGGER journal_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows ', watched) || called;
  EXECUTE format('CREATE TRIGGER journal_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows ', watched) || called;
END $$;

-- Watches a table. `org` and `subject` are expressions of a row `r`, `of_rows` says of which rows anything is kept. Facts
-- are columns under their names in the program; the personal ones go to `journal_part`, hashed with a salt of their own.
CREATE FUNCTION journal_watch(
  watched text, kind text, org text, subject text, key text[], facts text[], personal text[], of_rows text DEFAULT 'true',
  more text DEFAULT NULL
) RETURNS void LANGUAGE plpgsql AS $watch$
DECLARE
  -- { name: value } of columns, with instants in milliseconds and without what is null.
  object_of CONSTANT text := $q$
    SELECT coalesce('jsonb_strip_nulls(jsonb_build_object(' || string_agg(
      quote_literal(lower(left(name, 1)) || substr(replace(initcap(replace(name, '_', ' ')), ' ', ''), 2)) || ', ' ||
      CASE WHEN atttypid = 'timestamptz'::regtype THEN format('round(date_part(''epoch'', r.%1$I) * 1000)::bigint', name)
        ELSE format('r.%I', name) END, ', ' ORDER BY place) || '))', '''{}''::jsonb')
    FROM unnest($1::text[]) WITH ORDINALITY AS given (name, place)
    JOIN pg_attribute ON attrelid = $2::regclass AND attname = name$q$;
  facts_of text;
  personal_of text;
  same_key text := (SELECT string_agg(format('o.%1$I = r.%1$I', name), ' AND ') FROM unnest(key) AS name);
  now_of text := (SELECT string_agg(format('r.%I', name), ', ') FROM unnest(facts || personal) AS name);
  was_of text := (SELECT string_agg(format('o.%I', name), ', ') FROM unnest(facts || personal) AS name);
  columns_of text;
  with_part text;
  without_part text;
BEGIN
  EXECUTE object_of INTO facts_of USING facts, watched;
  EXECUTE object_of INTO personal_of USING personal, watched;
  facts_of := concat_ws(' || ', facts_of, more);
  columns_of := format('%s AS workspace_id, %s AS org, %s AS subject, %s',
    CASE watched WHEN 'workspace' THEN 'r.id' ELSE 'r.workspace_id' END, org, subject, facts_of);
  -- Of what is deleted nothing personal is kept anew.
  without_part := format($q$
    INSERT INTO journal (workspace_id, miro_org_id, subject, facts, at, kind, change)
    SELECT %s %%s, moment, %L, xact FROM %%s WHERE %%s;$q$, columns_of, kind);
  with_part := CASE WHEN personal = '{}' THEN without_part ELSE format($q$
    WITH changed AS MATERIALIZED (
      SELECT nextval('journal_id_seq') AS id, %s %%s AS facts, (%s)::text AS part FROM %%s WHERE %%s),
    parts AS (
      INSERT INTO journal_part (workspace_id, id, salt, part)
      SELECT workspace_id, id, journal_salt(seed, id), part FROM changed WHERE part <> '{}')
    INSERT INTO journal (workspace_id, id, at, kind, miro_org_id, subject, facts, change, part_hash)
    SELECT workspace_id, id, moment, %L, org, subject, facts, xact,
      CASE WHEN part <> '{}' THEN sha256(journal_salt(seed, id) || convert_to(part, 'UTF8')) END
    FROM changed;$q$, columns_of, personal_of, kind) END;
  EXECUTE format($q$
    CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS $body$
    DECLARE
      moment CONSTANT timestamptz(3) := journal_clock();
      seed CONSTANT bytea := journal_seed();
      xact CONSTANT bigint := pg_current_xact_id()::text::bigint;
    BEGIN
      IF current_setting('journal.silent', true) = 'on' THEN RETURN NULL; END IF;
      IF TG_OP = 'INSERT' THEN
        %s
      ELSIF TG_OP = 'UPDATE' THEN
        %s
      ELSE
        %s
      END IF;
      RETURN NULL;
    END $body$ $q$,
    'journal_of_' || watched,
    format(with_part, '', 'new_rows r', of_rows),
    format(with_part, '', 'new_rows r JOIN old_rows o ON ' || same_key,
      format('(%s) IS DISTINCT FROM (%s) AND (%s OR %s)', now_of, was_of, of_rows, regexp_replace(of_rows, '\mr\.', 'o.', 'g'))),
    format(without_part, '|| ''{"deleted": true}''::jsonb', 'old_rows r', of_rows));
  PERFORM journal_listen(watched);
END $watch$;

SELECT journal_watch('account', 'account', 'r.miro_org_id', 'r.id', '{workspace_id,miro_org_id,id}',
  '{role,license,admin_roles,active,first_seen_at,license_assigned_at,missing_since,set_aside_since,removed_at,came_back_at}',
  '{email,address,name}');
-- With the activity that the check of licences went by: it is not kept otherwise.
SELECT journal_watch('assessment', 'verdict', 'r.miro_org_id', 'r.account_id', '{workspace_id,miro_org_id,account_id}',
  '{class,person_id,matched_by,results}', '{}', 'true', $more$CASE WHEN r.results ? 'licence_used' THEN coalesce((
    SELECT jsonb_strip_nulls(jsonb_build_object('lastActivityAt', round(date_part('epoch', a.last_activity_at) * 1000)::bigint))
    FROM account a WHERE a.workspace_id = r.workspace_id AND a.miro_org_id = r.miro_org_id AND a.id = r.account_id), '{}')
    ELSE '{}' END$more$);
SELECT journal_watch('classification', 'class', 'r.miro_org_id', 'r.account_id', '{workspace_id,miro_org_id,account_id}',
  '{class,person_id,review_at,decided_by,decided_at}', '{reason,learned_address}');
SELECT journal_watch('approval', 'approval', 'r.miro_org_id', 'r.account_id', '{workspace_id,miro_org_id,account_id}',
  '{role,approved_by,approved_at}', '{}');
SELECT journal_watch('exception', 'exception', 'r.miro_org_id', 'r.account_id', '{workspace_id,miro_org_id,check_id,account_id}',
  '{check_id,requested_by,approved_by,created_at,expires_at,revoked_at}', '{reason}');
SELECT journal_watch('finding', 'finding', 'r.miro_org_id', 'r.subject_id', '{workspace_id,miro_org_id,id}',
  '{id,check_id,why,person_id,opened_at,clock_at,end_at,due_at,overdue_said_at,closed_at,closed_as,closed_by,previous_id}', '{}');
SELECT journal_watch('question', 'question', 'r.miro_org_id', 'r.account_id', '{workspace_id,id}',
  '{id,about,round,person_id,because,asked_by,asked_at,answer,answered_at,settled_as,settled_by,settled_at}', '{}');
SELECT journal_watch('rule', 'rule', 'r.miro_org_id', 'r.miro_org_id', '{workspace_id,miro_org_id,version}',
  '{version,way,miro_roles,staff_roles,admin_rights,saved_by,saved_at}', '{}');
SELECT journal_watch('connection', 'connection', 'r.miro_org_id', 'r.miro_org_id', '{workspace_id,miro_org_id}',
  '{organization_name,plan,client_id,scopes,miro_user_id,connected_by,connected_at,state,state_since,critical_since,critical_by,critical_owner,scim_token_by,scim_token_at}',
  '{}');
SELECT journal_watch('workspace', 'settings', 'NULL::text', 'r.id', '{id}',
  '{name,time_zone,removed_at,alert_channel_id,alert_channel_name,alert_channel_public,alert_channel_set_by,removal_sla_amount,removal_sla_unit,other_sla_amount,other_sla_unit,checks,sync_schedule,admin_way,admin_people,admin_group_id,mask_names,settings,settings_saved_by,settings_saved_at,equal_domains}',
  '{}');
SELECT journal_watch('person', 'person', 'NULL::text', 'r.id', '{workspace_id,id}',
  '{slack_user_id,kind,type,time_zone,is_admin,start_at,end_at,last_day,deactivated,left_known_at,on_leave,unlisted_at,conflict,first_seen_at}',
  '{name,title,department,manager}');
-- What a source says of somebody's leaving and coming back. What else it says is in the merge of all, `person`.
SELECT journal_watch('person_source', 'source', 'NULL::text', 'r.person_id', '{workspace_id,record_id,source}',
  '{record_id,source,start_at,last_day,end_at,overruled_day,on_leave,gone,gone_since,missing_since,still_here_by,still_here_at,entered_by,entered_at}',
  '{}',
  'num_nonnulls(r.last_day, r.end_at, r.overruled_day, nullif(r.on_leave, false), nullif(r.gone, false), r.missing_since, r.still_here_at, r.entered_at) > 0');
SELECT journal_watch('person_join', 'join', 'NULL::text', 'r.kept_id', '{workspace_id,id}',
  '{id,state,kept_id,gone_id,said_by,said_at,parted_by,parted_at}', '{kept_name,gone_name}');
SELECT journal_watch('user_group', 'slack_group', 'NULL::text', 'r.id', '{workspace_id,id}', '{handle,name,active}', '{}');
SELECT journal_watch('user_group_member', 'group', 'NULL::text', 'r.slack_user_id', '{workspace_id,group_id,slack_user_id}',
  '{group_id}', '{}');
-- Times in which a source was not read to its end.
SELECT journal_watch('source_gap', 'gap', '(CASE r.source WHEN ''miro'' THEN r.source_id END)', 'r.source_id', '{workspace_id,id}',
  '{id,source,since,stale_at,noticed_at,because,ended_at}', '{}');
SELECT journal_watch('signing_key', 'key', 'NULL::text', 'r.id', '{workspace_id,id}', '{id,public_key,made_at,retired_at}', '{}');
-- A read is kept when it has ended, or waits for a person.
SELECT journal_watch('sync_run', 'run', '(CASE r.source WHEN ''miro'' THEN r.source_id END)', 'r.source_id', '{workspace_id,id}',
  '{id,source,state,started_at,finished_at,pages,rows,set_aside,reason,because,requested_by,decided_by,decided_at}',
  '{unread,change}', 'r.state <> ''running''', $more$CASE r.source
    WHEN 'miro' THEN jsonb_build_object('endpoint', 'GET /v2/orgs/{org_id}/members', 'scopes', coalesce((
      SELECT to_jsonb(c.scopes) FROM connection c
      WHERE c.workspace_id = r.workspace_id AND c.miro_org_id = r.source_id), '[]'))
    WHEN 'slack' THEN '{"endpoint": "users.list"}'
    WHEN 'groups' THEN '{"endpoint": "usergroups.list"}'
    ELSE '{}' END$more$);

DROP FUNCTION journal_watch(text, text, text, text, text[], text[], text[], text, text);

-- All addresses of a person are one fact: an address must not stand in the key of a row that is kept for good.
CREATE FUNCTION journal_of_person_address() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moment CONSTANT timestamptz(3) := journal_clock();
  seed CONSTANT bytea := journal_seed();
  changed jsonb;
BEGIN
  IF current_setting('journal.silent', true) = 'on' THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN
    changed := (SELECT jsonb_agg(DISTINCT jsonb_build_array(workspace_id, person_id)) FROM new_rows);
  ELSIF TG_OP = 'DELETE' THEN
    changed := (SELECT jsonb_agg(DISTINCT jsonb_build_array(workspace_id, person_id)) FROM old_rows);
  ELSE
    changed := (
      SELECT jsonb_agg(DISTINCT jsonb_build_array(workspace_id, person_id)) FROM (
        (SELECT workspace_id, person_id, address, kind FROM new_rows
          EXCEPT SELECT workspace_id, person_id, address, kind FROM old_rows)
        UNION
        (SELECT workspace_id, person_id, address, kind FROM old_rows
          EXCEPT SELECT workspace_id, person_id, address, kind FROM new_rows)) AS differing);
  END IF;
  WITH touched AS MATERIALIZED (
    SELECT nextval('journal_id_seq') AS id, pair ->> 0 AS workspace_id, pair ->> 1 AS person_id
    FROM jsonb_array_elements(changed) AS pair),
  whole AS MATERIALIZED (
    SELECT touched.*, (
      SELECT jsonb_build_object('addresses', coalesce(
        jsonb_agg(jsonb_build_object('address', address, 'kind', kind) ORDER BY address), '[]'))::text
      FROM person_address a WHERE a.workspace_id = touched.workspace_id AND a.person_id = touched.person_id) AS part
    FROM touched),
  parts AS (
    INSERT INTO journal_part (workspace_id, id, salt, part) SELECT workspace_id, id, journal_salt(seed, id), part FROM whole)
  INSERT INTO journal (workspace_id, id, at, kind, subject, facts, change, part_hash)
  SELECT workspace_id, id, moment, 'addresses', person_id, '{}', pg_current_xact_id()::text::bigint,
    sha256(journal_salt(seed, id) || convert_to(part, 'UTF8'))
  FROM whole;
  RETURN NULL;
END $$;
SELECT journal_listen('person_address');
DROP FUNCTION journal_listen(text);

-- What people and the bot did, as it is written and read. Its details are all in the personal part: they may quote
-- whatever somebody typed.
CREATE VIEW deed AS
  SELECT j.workspace_id, j.id, j.at, j.facts ->> 'actor' AS actor, j.facts ->> 'action' AS action, j.subject,
    coalesce(p.part::jsonb, '{}') AS details
  FROM journal j LEFT JOIN journal_part p ON p.workspace_id = j.workspace_id AND p.id = j.id
  WHERE j.kind = 'deed';
CREATE FUNCTION journal_of_deed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  id CONSTANT bigint := nextval('journal_id_seq');
  salt CONSTANT bytea := journal_salt(journal_seed(), id);
BEGIN
  IF NEW.workspace_id IS NULL OR NEW.at IS NULL OR NEW.actor IS NULL OR NEW.action IS NULL OR NEW.details IS NULL THEN
    RAISE not_null_violation USING MESSAGE = 'a deed needs a workspace, a time, who did it, what and its details';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM workspace WHERE workspace.id = NEW.workspace_id) THEN
    RAISE foreign_key_violation USING MESSAGE = 'a deed is of a workspace that is there';
  END IF;
  IF NEW.details <> '{}' THEN
    INSERT INTO journal_part (workspace_id, id, salt, part) VALUES (NEW.workspace_id, id, salt, NEW.details::text);
  END IF;
  INSERT INTO journal (workspace_id, id, at, kind, miro_org_id, subject, facts, change, part_hash)
  VALUES (NEW.workspace_id, id, NEW.at, 'deed', NEW.details ->> 'miroOrgId', NEW.subject,
    jsonb_build_object('actor', NEW.actor, 'action', NEW.action), pg_current_xact_id()::text::bigint,
    CASE WHEN NEW.details <> '{}' THEN sha256(salt || convert_to(NEW.details::text, 'UTF8')) END);
  RETURN NEW;
END $$;
CREATE TRIGGER journal_deed INSTEAD OF INSERT ON deed FOR EACH ROW EXECUTE FUNCTION journal_of_deed();

-- Rows are appended and sealed, and nothing else, but that those of a workspace that is forgotten are deleted.
CREATE FUNCTION journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('journal.forgetting', true) = 'on' THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'the journal is only ever appended to';
END $$;
CREATE TRIGGER journal_kept AFTER DELETE OR UPDATE OF workspace_id, id, at, kind, miro_org_id, subject, facts, change, part_hash
  ON journal FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows();
CREATE TRIGGER journal_kept AFTER DELETE OR UPDATE ON journal_block FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows();
CREATE TRIGGER journal_kept AFTER UPDATE ON journal_part FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows();

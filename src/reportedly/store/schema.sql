-- One workspace is one SQLite file and a folder of sources. Three kinds of table; only the first kind is irreplaceable.

-- 1. inputs: what the user gave
CREATE TABLE file (  -- the ledger: every file that was ever given, with its one outcome
  path TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,  -- sha256 is '' where the bytes could not be read
  outcome TEXT NOT NULL CHECK (outcome IN ('ingested', 'duplicate', 'partial', 'rejected')), reason TEXT NOT NULL,
  PRIMARY KEY (path, sha256)
) STRICT, WITHOUT ROWID;
CREATE TABLE report (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
CREATE TABLE source (  -- which reports a source holds, in its order
  sha256 TEXT NOT NULL, position INTEGER NOT NULL, report TEXT NOT NULL REFERENCES report(id),
  PRIMARY KEY (sha256, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE decision (  -- append-only
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, settled INTEGER NOT NULL DEFAULT 0
) STRICT;

-- 2. per report: a pure function of the report and the extractor's version; replaced whole
CREATE TABLE extraction (
  report TEXT PRIMARY KEY REFERENCES report(id), extractor TEXT NOT NULL, body TEXT NOT NULL,
  error TEXT NOT NULL,  -- why the extractor gave up, else ''
  settled INTEGER NOT NULL  -- do the tables below speak of this extraction already?
) STRICT;
CREATE TABLE referent (
  report TEXT NOT NULL REFERENCES report(id), id TEXT NOT NULL, signature TEXT NOT NULL,
  entity TEXT,  -- the cluster of its signature when the report's claims were last told
  PRIMARY KEY (report, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE signature (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE claim (  -- body: the claim with its roles resolved
  id TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES report(id), body TEXT NOT NULL
) STRICT;

-- 3. per component: a pure function of one connected component; replaced whole
CREATE TABLE node (  -- relation entity: signatures; copy: reports; finding: claims
  relation TEXT NOT NULL, id TEXT NOT NULL, cluster TEXT, PRIMARY KEY (relation, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE node_key (
  relation TEXT NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (relation, key, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE link (  -- both ways round
  relation TEXT NOT NULL, id TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (relation, id, other)
) STRICT, WITHOUT ROWID;
CREATE TABLE entity (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE finding (id TEXT PRIMARY KEY, cluster TEXT NOT NULL, body TEXT NOT NULL) STRICT;

CREATE INDEX source_report ON source(report);
CREATE INDEX file_sha256 ON file(sha256);
CREATE INDEX extraction_settled ON extraction(settled);
CREATE INDEX referent_signature ON referent(signature);
CREATE INDEX claim_report ON claim(report);
CREATE INDEX node_cluster ON node(relation, cluster);
CREATE INDEX node_key_id ON node_key(relation, id);
CREATE INDEX finding_cluster ON finding(cluster);

-- A report's text never changes, because its id holds it: so the index needs no copy of the text.
CREATE VIRTUAL TABLE report_text USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');

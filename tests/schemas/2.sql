CREATE TABLE claims (
	reading INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (reading, id), 
	FOREIGN KEY(reading) REFERENCES readings (id)
);
CREATE TABLE decisions (
	id INTEGER NOT NULL, 
	act TEXT NOT NULL, 
	claims JSON NOT NULL, 
	field TEXT, 
	value TEXT, 
	undoes TEXT, 
	user TEXT NOT NULL, 
	at TEXT NOT NULL, 
	why TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE documents (
	id TEXT NOT NULL, 
	came_as TEXT NOT NULL, 
	text_hash TEXT NOT NULL, 
	source TEXT, 
	published DATE, 
	published_basis TEXT NOT NULL, 
	reasons JSON NOT NULL, 
	title TEXT, 
	text TEXT NOT NULL, 
	parts TEXT NOT NULL, 
	version TEXT NOT NULL, 
	replaces TEXT, 
	slug TEXT, 
	PRIMARY KEY (id)
);
CREATE TABLE passages (
	id INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	claim TEXT, 
	type TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(document) REFERENCES documents (id)
);
CREATE VIRTUAL TABLE passages_index USING fts5(text, content='passages', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');
CREATE TABLE problems (
	id INTEGER NOT NULL, 
	reading INTEGER NOT NULL, 
	what TEXT NOT NULL, 
	span TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(reading) REFERENCES readings (id)
);
CREATE TABLE readings (
	id INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	rules TEXT NOT NULL, 
	at TEXT NOT NULL, 
	current BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(document) REFERENCES documents (id)
);
CREATE TABLE store (
	version INTEGER NOT NULL
);
CREATE INDEX ix_claims_id ON claims (id);
CREATE INDEX ix_documents_came_as ON documents (came_as);
CREATE INDEX ix_documents_published ON documents (published);
CREATE INDEX ix_documents_published_basis ON documents (published_basis);
CREATE INDEX ix_documents_slug ON documents (slug);
CREATE INDEX ix_documents_text_hash ON documents (text_hash);
CREATE INDEX ix_passages_document ON passages (document);
CREATE INDEX ix_problems_reading ON problems (reading);
CREATE INDEX ix_readings_document ON readings (document);
CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN INSERT INTO passages_index(rowid, text) VALUES (new.id, new.text); END;
CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN INSERT INTO passages_index(passages_index, rowid, text) VALUES ('delete', old.id, old.text); END;
INSERT INTO claims VALUES (1, 'e-met', 0, 'engagement', '{"id":"e-met","document":"tokyo-held","kind":"meeting","status":"held","people":[{"name":"Yoon Suk Yeol","side":"KOR","office":"President","span":null},{"name":"Fumio Kishida","side":"JPN","office":"Prime Minister","span":null}],"sides":["JPN","KOR"],"when":{"earliest":"2023-03-16","latest":"2023-03-16","precision":"day","span":{"start":29,"end":37,"text":"Thursday","title":false},"rule":"weekday","anchor":"2023-03-16","value":"2023-03-16"},"place":"Tokyo","occasion":null,"duration":null,"topics":[],"foreground":true,"standing":"body","evidence":[{"start":0,"end":37,"text":"Yoon met Kishida in Tokyo on Thursday","title":false}],"rules":["meet:past"],"cause":null,"round":null,"form":null,"host":null}');
INSERT INTO claims VALUES (1, 's-said', 1, 'statement', '{"id":"s-said","document":"tokyo-held","source":[{"start":114,"end":126,"text":"Kishida said","title":false}],"cue":[{"start":122,"end":126,"text":"said","title":false}],"content":[{"start":85,"end":112,"text":"We will open a new chapter,","title":false}],"speaker":"Fumio Kishida","side":"JPN","via":[],"anonymous":false,"condition":null,"channel":null,"audience":null,"stance":"said","quoted":"all","quotes":[{"start":85,"end":112,"text":"We will open a new chapter,","title":false}],"topics":[],"when":null,"reported":true,"standing":"body","rules":[]}');
INSERT INTO claims VALUES (1, 'c-shuttle', 2, 'commitment', '{"id":"c-shuttle","document":"tokyo-held","by":["JPN","KOR"],"toward":["JPN","KOR"],"what":"resume shuttle diplomacy","strength":"agreed","due":null,"made":{"earliest":"2023-03-16","latest":"2023-03-16","precision":"day","span":{"start":29,"end":37,"text":"Thursday","title":false},"rule":"weekday","anchor":"2023-03-16","value":"2023-03-16"},"condition":null,"topics":[],"standing":"body","evidence":[{"start":39,"end":81,"text":"The two agreed to resume shuttle diplomacy","title":false}],"rules":["agree:to"]}');
INSERT INTO claims VALUES (1, 'r-first', 3, 'comparison', '{"id":"r-first","document":"tokyo-held","claim":"a new chapter","measure":"ordinal","engagement":"e-met","sides":["JPN","KOR"],"since":null,"standing":"body","evidence":[{"start":98,"end":111,"text":"a new chapter","title":false}],"rules":[]}');
INSERT INTO decisions VALUES (1, 'reject', '["e-met"]', NULL, NULL, NULL, 'ana', '2023-03-17T08:00:00+00:00', 'not a meeting');
INSERT INTO documents VALUES ('tokyo-held', 'tokyo-held', 'fc8885aac2a3f3058fbca992d0f47c8ff59891a3ce8e19a5b0e048007fb2be7f', 'Wire', '2023-03-16', 'inferred', '["weekday"]', 'Yoon, Kishida meet in Tokyo', 'Yoon met Kishida in Tokyo on Thursday. The two agreed to resume shuttle diplomacy.

"We will open a new chapter," Kishida said.

The neighbors also agreed to restart a security dialogue that has been suspended since 2018.', '[]', 'first', NULL, 'envoys-meet');
INSERT INTO passages VALUES (1, 'tokyo-held', NULL, 'paragraph', 'Yoon, Kishida meet in Tokyo');
INSERT INTO passages VALUES (2, 'tokyo-held', NULL, 'paragraph', 'Yoon met Kishida in Tokyo on Thursday. The two agreed to resume shuttle diplomacy.');
INSERT INTO passages VALUES (3, 'tokyo-held', NULL, 'paragraph', '"We will open a new chapter," Kishida said.');
INSERT INTO passages VALUES (4, 'tokyo-held', NULL, 'paragraph', 'The neighbors also agreed to restart a security dialogue that has been suspended since 2018.');
INSERT INTO passages VALUES (5, 'tokyo-held', 'e-met', 'engagement', 'meeting, held, Yoon Suk Yeol, Fumio Kishida, Tokyo: Yoon met Kishida in Tokyo on Thursday');
INSERT INTO passages VALUES (6, 'tokyo-held', 's-said', 'statement', 'Fumio Kishida, said: We will open a new chapter,');
INSERT INTO passages VALUES (7, 'tokyo-held', 'c-shuttle', 'commitment', 'agreed, resume shuttle diplomacy: The two agreed to resume shuttle diplomacy');
INSERT INTO passages VALUES (8, 'tokyo-held', 'r-first', 'comparison', 'a new chapter, ordinal: a new chapter');
INSERT INTO readings VALUES (1, 'tokyo-held', '1', '2023-03-17T08:00:00+00:00', 1);
INSERT INTO store VALUES (2);

-- What: which happening each report between two states tells: the rule of happenings.sql, report by report.
-- Columns: feed, report_id, day, low, high (low < high), root, told_in.
-- Order: feed, report_id.
-- Made from queries/happening_of_report.sql by tools/build_queries.py; do not edit.
-- Over gdelt-bq.gdeltv2.events_partitioned. Never run by us: reviewed only. Reads no day of
-- publication after @as_of; BigQuery bills the columns read of the partitions left.
WITH gdelt_actors AS (
  SELECT * FROM UNNEST([
    STRUCT('AFG' AS code, 'AFG' AS actor_id), STRUCT('AFU', 'AU'), STRUCT('AGO', 'AGO'),
    STRUCT('ALB', 'ALB'), STRUCT('AMN', 'AMNESTY'), STRUCT('AND', 'AND'), STRUCT('ARE', 'ARE'),
    STRUCT('ARG', 'ARG'), STRUCT('ARL', 'LAS'), STRUCT('ARM', 'ARM'), STRUCT('ASM', 'ASM'),
    STRUCT('ASN', 'ASEAN'), STRUCT('ATG', 'ATG'), STRUCT('AUS', 'AUS'), STRUCT('AUT', 'AUT'),
    STRUCT('AZE', 'AZE'), STRUCT('BAG', 'IRQ'), STRUCT('BDI', 'BDI'), STRUCT('BEL', 'BEL'),
    STRUCT('BEN', 'BEN'), STRUCT('BFA', 'BFA'), STRUCT('BGD', 'BGD'), STRUCT('BGR', 'BGR'),
    STRUCT('BHR', 'BHR'), STRUCT('BHS', 'BHS'), STRUCT('BIH', 'BIH'), STRUCT('BLR', 'BLR'),
    STRUCT('BLZ', 'BLZ'), STRUCT('BMU', 'BMU'), STRUCT('BOL', 'BOL'), STRUCT('BRA', 'BRA'),
    STRUCT('BRB', 'BRB'), STRUCT('BRN', 'BRN'), STRUCT('BTN', 'BTN'), STRUCT('BWA', 'BWA'),
    STRUCT('CAF', 'CAF'), STRUCT('CAN', 'CAN'), STRUCT('CHE', 'CHE'), STRUCT('CHL', 'CHL'),
    STRUCT('CHN', 'CHN'), STRUCT('CIS', 'CIS'), STRUCT('CIV', 'CIV'), STRUCT('CMR', 'CMR'),
    STRUCT('COD', 'COD'), STRUCT('COE', 'COE'), STRUCT('COG', 'COG'), STRUCT('COK', 'COK'),
    STRUCT('COL', 'COL'), STRUCT('COM', 'COM'), STRUCT('CPV', 'CPV'), STRUCT('CRI', 'CRI'),
    STRUCT('CSK', 'CSK'), STRUCT('CUB', 'CUB'), STRUCT('CWN', 'COMMONWEALTH'), STRUCT('CYP', 'CYP'),
    STRUCT('CZE', 'CZE'), STRUCT('DDR', 'DDR'), STRUCT('DEU', 'DEU'), STRUCT('DJI', 'DJI'),
    STRUCT('DMA', 'DMA'), STRUCT('DNK', 'DNK'), STRUCT('DOM', 'DOM'), STRUCT('DZA', 'DZA'),
    STRUCT('ECU', 'ECU'), STRUCT('EEC', 'EU'), STRUCT('EGY', 'EGY'), STRUCT('ERI', 'ERI'),
    STRUCT('ESH', 'ESH'), STRUCT('ESP', 'ESP'), STRUCT('EST', 'EST'), STRUCT('ETH', 'ETH'),
    STRUCT('FIN', 'FIN'), STRUCT('FJI', 'FJI'), STRUCT('FLK', 'FLK'), STRUCT('FRA', 'FRA'),
    STRUCT('FRO', 'FRO'), STRUCT('FSM', 'FSM'), STRUCT('GAB', 'GAB'), STRUCT('GBR', 'GBR'),
    STRUCT('GCC', 'GCC'), STRUCT('GEO', 'GEO'), STRUCT('GHA', 'GHA'), STRUCT('GIB', 'GIB'),
    STRUCT('GIN', 'GIN'), STRUCT('GMB', 'GMB'), STRUCT('GNB', 'GNB'), STRUCT('GNQ', 'GNQ'),
    STRUCT('GOE', 'GCC'), STRUCT('GRC', 'GRC'), STRUCT('GRD', 'GRD'), STRUCT('GRL', 'GRL'),
    STRUCT('GTM', 'GTM'), STRUCT('GUM', 'GUM'), STRUCT('GUY', 'GUY'), STRUCT('GZS', 'PSE'),
    STRUCT('HCH', 'UNHRC'), STRUCT('HCR', 'UNHCR'), STRUCT('HKG', 'HKG'), STRUCT('HND', 'HND'),
    STRUCT('HRV', 'HRV'), STRUCT('HRW', 'HRW'), STRUCT('HTI', 'HTI'), STRUCT('HUN', 'HUN'),
    STRUCT('IAE', 'IAEA'), STRUCT('ICC', 'ICC'), STRUCT('ICJ', 'ICJ'), STRUCT('IDN', 'IDN'),
    STRUCT('IGD', 'IGAD'), STRUCT('IMF', 'IMF'), STRUCT('IND', 'IND'), STRUCT('IRC', 'ICRC'),
    STRUCT('IRL', 'IRL'), STRUCT('IRN', 'IRN'), STRUCT('IRQ', 'IRQ'), STRUCT('ISL', 'ISL'),
    STRUCT('ISR', 'ISR'), STRUCT('ITA', 'ITA'), STRUCT('ITP', 'INTERPOL'), STRUCT('JAM', 'JAM'),
    STRUCT('JOR', 'JOR'), STRUCT('JPN', 'JPN'), STRUCT('KAZ', 'KAZ'), STRUCT('KEN', 'KEN'),
    STRUCT('KGZ', 'KGZ'), STRUCT('KHM', 'KHM'), STRUCT('KIR', 'KIR'), STRUCT('KNA', 'KNA'),
    STRUCT('KOR', 'KOR'), STRUCT('KOS', 'XKX'), STRUCT('KSV', 'XKX'), STRUCT('KWT', 'KWT'),
    STRUCT('LAO', 'LAO'), STRUCT('LBN', 'LBN'), STRUCT('LBR', 'LBR'), STRUCT('LBY', 'LBY'),
    STRUCT('LCA', 'LCA'), STRUCT('LIE', 'LIE'), STRUCT('LKA', 'LKA'), STRUCT('LSO', 'LSO'),
    STRUCT('LTU', 'LTU'), STRUCT('LUX', 'LUX'), STRUCT('LVA', 'LVA'), STRUCT('MAC', 'MAC'),
    STRUCT('MAR', 'MAR'), STRUCT('MCO', 'MCO'), STRUCT('MDA', 'MDA'), STRUCT('MDG', 'MDG'),
    STRUCT('MDV', 'MDV'), STRUCT('MEX', 'MEX'), STRUCT('MHL', 'MHL'), STRUCT('MKD', 'MKD'),
    STRUCT('MLI', 'MLI'), STRUCT('MLT', 'MLT'), STRUCT('MMR', 'MMR'), STRUCT('MNE', 'MNE'),
    STRUCT('MNG', 'MNG'), STRUCT('MOZ', 'MOZ'), STRUCT('MRT', 'MRT'), STRUCT('MSP', 'MERCOSUR'),
    STRUCT('MUS', 'MUS'), STRUCT('MWI', 'MWI'), STRUCT('MYS', 'MYS'), STRUCT('NAM', 'NAM'),
    STRUCT('NAT', 'NATO'), STRUCT('NCL', 'NCL'), STRUCT('NER', 'NER'), STRUCT('NGA', 'NGA'),
    STRUCT('NIC', 'NIC'), STRUCT('NIU', 'NIU'), STRUCT('NLD', 'NLD'), STRUCT('NOR', 'NOR'),
    STRUCT('NPL', 'NPL'), STRUCT('NRU', 'NRU'), STRUCT('NZL', 'NZL'), STRUCT('OAS', 'OAS'),
    STRUCT('OMN', 'OMN'), STRUCT('OPC', 'OPEC'), STRUCT('PAK', 'PAK'), STRUCT('PAL', 'PSE'),
    STRUCT('PAN', 'PAN'), STRUCT('PER', 'PER'), STRUCT('PHL', 'PHL'), STRUCT('PLW', 'PLW'),
    STRUCT('PNG', 'PNG'), STRUCT('POL', 'POL'), STRUCT('PRI', 'PRI'), STRUCT('PRK', 'PRK'),
    STRUCT('PRT', 'PRT'), STRUCT('PRY', 'PRY'), STRUCT('PSE', 'PSE'), STRUCT('PYF', 'PYF'),
    STRUCT('QAT', 'QAT'), STRUCT('ROM', 'ROU'), STRUCT('ROU', 'ROU'), STRUCT('RUS', 'RUS'),
    STRUCT('RWA', 'RWA'), STRUCT('SAA', 'SAARC'), STRUCT('SAD', 'SADC'), STRUCT('SAU', 'SAU'),
    STRUCT('SCE', 'OSCE'), STRUCT('SCG', 'SCG'), STRUCT('SCO', 'SCO'), STRUCT('SDN', 'SDN'),
    STRUCT('SEN', 'SEN'), STRUCT('SGP', 'SGP'), STRUCT('SLB', 'SLB'), STRUCT('SLE', 'SLE'),
    STRUCT('SLV', 'SLV'), STRUCT('SMR', 'SMR'), STRUCT('SOM', 'SOM'), STRUCT('SRB', 'SRB'),
    STRUCT('SSD', 'SSD'), STRUCT('SSN', 'SSD'), STRUCT('SSU', 'SSD'), STRUCT('STP', 'STP'),
    STRUCT('SUN', 'SUN'), STRUCT('SUR', 'SUR'), STRUCT('SVK', 'SVK'), STRUCT('SVN', 'SVN'),
    STRUCT('SWE', 'SWE'), STRUCT('SWZ', 'SWZ'), STRUCT('SYC', 'SYC'), STRUCT('SYR', 'SYR'),
    STRUCT('TCD', 'TCD'), STRUCT('TGO', 'TGO'), STRUCT('THA', 'THA'), STRUCT('TJK', 'TJK'),
    STRUCT('TKM', 'TKM'), STRUCT('TLS', 'TLS'), STRUCT('TMP', 'TLS'), STRUCT('TON', 'TON'),
    STRUCT('TTO', 'TTO'), STRUCT('TUN', 'TUN'), STRUCT('TUR', 'TUR'), STRUCT('TUV', 'TUV'),
    STRUCT('TWN', 'TWN'), STRUCT('TZA', 'TZA'), STRUCT('UGA', 'UGA'), STRUCT('UKR', 'UKR'),
    STRUCT('UNO', 'UN'), STRUCT('URY', 'URY'), STRUCT('USA', 'USA'), STRUCT('UZB', 'UZB'),
    STRUCT('VAT', 'VAT'), STRUCT('VCT', 'VCT'), STRUCT('VEN', 'VEN'), STRUCT('VNM', 'VNM'),
    STRUCT('VUT', 'VUT'), STRUCT('WAS', 'ECOWAS'), STRUCT('WBK', 'WB'), STRUCT('WHO', 'WHO'),
    STRUCT('WSB', 'PSE'), STRUCT('WSM', 'WSM'), STRUCT('WTO', 'WTO'), STRUCT('XAB', 'XAB'),
    STRUCT('XKX', 'XKX'), STRUCT('XNC', 'XNC'), STRUCT('XNK', 'XNK'), STRUCT('XSL', 'XSL'),
    STRUCT('XSO', 'XSO'), STRUCT('XTR', 'XTR'), STRUCT('YEM', 'YEM'), STRUCT('YMD', 'YMD'),
    STRUCT('YUG', 'YUG'), STRUCT('ZAF', 'ZAF'), STRUCT('ZAR', 'COD'), STRUCT('ZMB', 'ZMB'),
    STRUCT('ZWE', 'ZWE')
  ])
),
gdelt_types AS (
  SELECT * FROM UNNEST([
    STRUCT('AGR' AS code, 'BUS' AS role), STRUCT('BUS', 'BUS'), STRUCT('COP', 'COP'),
    STRUCT('CRM', 'CRM'), STRUCT('CVL', 'CVL'), STRUCT('DEV', 'NGO'), STRUCT('EDU', 'EDU'),
    STRUCT('ELI', 'CVL'), STRUCT('ENV', 'NGO'), STRUCT('GOV', 'GOV'), STRUCT('HLH', 'CVL'),
    STRUCT('HRI', 'NGO'), STRUCT('IGO', 'IGO'), STRUCT('IMG', 'REB'), STRUCT('INS', 'REB'),
    STRUCT('INT', 'INT'), STRUCT('JUD', 'JUD'), STRUCT('LAB', 'LAB'), STRUCT('LEG', 'LEG'),
    STRUCT('MED', 'MED'), STRUCT('MID', 'GOV'), STRUCT('MIL', 'MIL'), STRUCT('MNC', 'BUS'),
    STRUCT('NGM', 'NGO'), STRUCT('NGO', 'NGO'), STRUCT('OPP', 'OPP'), STRUCT('PTY', 'OPP'),
    STRUCT('RAD', 'REB'), STRUCT('REB', 'REB'), STRUCT('REF', 'REF'), STRUCT('REL', 'REL'),
    STRUCT('SEP', 'REB'), STRUCT('SET', 'CVL'), STRUCT('SPY', 'SPY'), STRUCT('TOP', 'GOV'),
    STRUCT('UAF', 'REB')
  ])
),
reports AS (
  -- GDELT's columns under our names; a row whose day cannot be read is left out, as our reader does.
  SELECT
    CAST(g.GLOBALEVENTID AS STRING) AS report_id,
    'gdelt' AS feed,
    SAFE.PARSE_DATE('%Y%m%d', CAST(g.SQLDATE AS STRING)) AS day,
    SAFE.PARSE_DATE('%Y%m%d', SUBSTR(CAST(g.DATEADDED AS STRING), 1, 8)) AS known_at,
    COALESCE(c1.actor_id, k1.actor_id) AS source,
    t1.role AS source_role,
    COALESCE(c2.actor_id, k2.actor_id) AS target,
    t2.role AS target_role,
    g.EventCode AS code,
    g.GoldsteinScale AS goldstein,
    g.IsRootEvent = 1 AS is_root,
    g.NumMentions AS n_mentions,
    NULLIF(g.SOURCEURL, '') AS url,
    NULLIF(REGEXP_REPLACE(LOWER(NET.HOST(g.SOURCEURL)), r'^www\.', ''), '') AS publisher,
    CAST(NULL AS STRING) AS story
  FROM `gdelt-bq.gdeltv2.events_partitioned` AS g
  LEFT JOIN gdelt_actors AS c1
    ON c1.code = g.Actor1CountryCode
  LEFT JOIN gdelt_actors AS k1
    ON k1.code = g.Actor1KnownGroupCode
  LEFT JOIN gdelt_actors AS c2
    ON c2.code = g.Actor2CountryCode
  LEFT JOIN gdelt_actors AS k2
    ON k2.code = g.Actor2KnownGroupCode
  LEFT JOIN gdelt_types AS t1
    ON t1.code = g.Actor1Type1Code
  LEFT JOIN gdelt_types AS t2
    ON t2.code = g.Actor2Type1Code
  WHERE
    -- Nothing is published before it happens, so older partitions hold no report that is asked for.
    g._PARTITIONTIME >= TIMESTAMP(@since)
    AND g._PARTITIONTIME < TIMESTAMP_ADD(TIMESTAMP(@as_of), INTERVAL 1 DAY)
    AND SAFE.PARSE_DATE('%Y%m%d', CAST(g.SQLDATE AS STRING)) IS NOT NULL
    AND SAFE.PARSE_DATE('%Y%m%d', SUBSTR(CAST(g.DATEADDED AS STRING), 1, 8)) <= @as_of
),
states AS (
  SELECT * FROM UNNEST([
    STRUCT('AFG' AS actor_id), STRUCT('AGO'), STRUCT('ALB'), STRUCT('AND'), STRUCT('ARE'),
    STRUCT('ARG'), STRUCT('ARM'), STRUCT('ASM'), STRUCT('ATG'), STRUCT('AUS'), STRUCT('AUT'),
    STRUCT('AZE'), STRUCT('BDI'), STRUCT('BEL'), STRUCT('BEN'), STRUCT('BFA'), STRUCT('BGD'),
    STRUCT('BGR'), STRUCT('BHR'), STRUCT('BHS'), STRUCT('BIH'), STRUCT('BLR'), STRUCT('BLZ'),
    STRUCT('BMU'), STRUCT('BOL'), STRUCT('BRA'), STRUCT('BRB'), STRUCT('BRN'), STRUCT('BTN'),
    STRUCT('BWA'), STRUCT('CAF'), STRUCT('CAN'), STRUCT('CHE'), STRUCT('CHL'), STRUCT('CHN'),
    STRUCT('CIV'), STRUCT('CMR'), STRUCT('COD'), STRUCT('COG'), STRUCT('COK'), STRUCT('COL'),
    STRUCT('COM'), STRUCT('CPV'), STRUCT('CRI'), STRUCT('CSK'), STRUCT('CUB'), STRUCT('CYP'),
    STRUCT('CZE'), STRUCT('DDR'), STRUCT('DEU'), STRUCT('DJI'), STRUCT('DMA'), STRUCT('DNK'),
    STRUCT('DOM'), STRUCT('DZA'), STRUCT('ECU'), STRUCT('EGY'), STRUCT('ERI'), STRUCT('ESH'),
    STRUCT('ESP'), STRUCT('EST'), STRUCT('ETH'), STRUCT('FIN'), STRUCT('FJI'), STRUCT('FLK'),
    STRUCT('FRA'), STRUCT('FRO'), STRUCT('FSM'), STRUCT('GAB'), STRUCT('GBR'), STRUCT('GEO'),
    STRUCT('GHA'), STRUCT('GIB'), STRUCT('GIN'), STRUCT('GMB'), STRUCT('GNB'), STRUCT('GNQ'),
    STRUCT('GRC'), STRUCT('GRD'), STRUCT('GRL'), STRUCT('GTM'), STRUCT('GUM'), STRUCT('GUY'),
    STRUCT('HKG'), STRUCT('HND'), STRUCT('HRV'), STRUCT('HTI'), STRUCT('HUN'), STRUCT('IDN'),
    STRUCT('IND'), STRUCT('IRL'), STRUCT('IRN'), STRUCT('IRQ'), STRUCT('ISL'), STRUCT('ISR'),
    STRUCT('ITA'), STRUCT('JAM'), STRUCT('JOR'), STRUCT('JPN'), STRUCT('KAZ'), STRUCT('KEN'),
    STRUCT('KGZ'), STRUCT('KHM'), STRUCT('KIR'), STRUCT('KNA'), STRUCT('KOR'), STRUCT('KWT'),
    STRUCT('LAO'), STRUCT('LBN'), STRUCT('LBR'), STRUCT('LBY'), STRUCT('LCA'), STRUCT('LIE'),
    STRUCT('LKA'), STRUCT('LSO'), STRUCT('LTU'), STRUCT('LUX'), STRUCT('LVA'), STRUCT('MAC'),
    STRUCT('MAR'), STRUCT('MCO'), STRUCT('MDA'), STRUCT('MDG'), STRUCT('MDV'), STRUCT('MEX'),
    STRUCT('MHL'), STRUCT('MKD'), STRUCT('MLI'), STRUCT('MLT'), STRUCT('MMR'), STRUCT('MNE'),
    STRUCT('MNG'), STRUCT('MOZ'), STRUCT('MRT'), STRUCT('MUS'), STRUCT('MWI'), STRUCT('MYS'),
    STRUCT('NAM'), STRUCT('NCL'), STRUCT('NER'), STRUCT('NGA'), STRUCT('NIC'), STRUCT('NIU'),
    STRUCT('NLD'), STRUCT('NOR'), STRUCT('NPL'), STRUCT('NRU'), STRUCT('NZL'), STRUCT('OMN'),
    STRUCT('PAK'), STRUCT('PAN'), STRUCT('PER'), STRUCT('PHL'), STRUCT('PLW'), STRUCT('PNG'),
    STRUCT('POL'), STRUCT('PRI'), STRUCT('PRK'), STRUCT('PRT'), STRUCT('PRY'), STRUCT('PSE'),
    STRUCT('PYF'), STRUCT('QAT'), STRUCT('ROU'), STRUCT('RUS'), STRUCT('RWA'), STRUCT('SAU'),
    STRUCT('SCG'), STRUCT('SDN'), STRUCT('SEN'), STRUCT('SGP'), STRUCT('SLB'), STRUCT('SLE'),
    STRUCT('SLV'), STRUCT('SMR'), STRUCT('SOM'), STRUCT('SRB'), STRUCT('SSD'), STRUCT('STP'),
    STRUCT('SUN'), STRUCT('SUR'), STRUCT('SVK'), STRUCT('SVN'), STRUCT('SWE'), STRUCT('SWZ'),
    STRUCT('SYC'), STRUCT('SYR'), STRUCT('TCD'), STRUCT('TGO'), STRUCT('THA'), STRUCT('TJK'),
    STRUCT('TKM'), STRUCT('TLS'), STRUCT('TON'), STRUCT('TTO'), STRUCT('TUN'), STRUCT('TUR'),
    STRUCT('TUV'), STRUCT('TWN'), STRUCT('TZA'), STRUCT('UGA'), STRUCT('UKR'), STRUCT('URY'),
    STRUCT('USA'), STRUCT('UZB'), STRUCT('VAT'), STRUCT('VCT'), STRUCT('VEN'), STRUCT('VNM'),
    STRUCT('VUT'), STRUCT('WSM'), STRUCT('XAB'), STRUCT('XKX'), STRUCT('XNC'), STRUCT('XNK'),
    STRUCT('XSL'), STRUCT('XSO'), STRUCT('XTR'), STRUCT('YEM'), STRUCT('YMD'), STRUCT('YUG'),
    STRUCT('ZAF'), STRUCT('ZMB'), STRUCT('ZWE')
  ])
)
SELECT
  r.feed,
  r.report_id,
  r.day,
  LEAST(r.source, r.target) AS low,
  GREATEST(r.source, r.target) AS high,
  SUBSTRING(r.code, 1, 2) AS root,
  CASE
    WHEN NOT r.story IS NULL
    THEN r.feed || ':' || r.story
    WHEN NOT r.url IS NULL
    THEN r.url
    ELSE r.feed || ':' || r.report_id
  END AS told_in
FROM reports AS r
INNER JOIN states AS s
  ON s.actor_id = r.source
INNER JOIN states AS t
  ON t.actor_id = r.target
WHERE
  r.day >= @since AND r.day <= @until AND r.source <> r.target
ORDER BY
  r.feed NULLS LAST,
  r.report_id NULLS LAST

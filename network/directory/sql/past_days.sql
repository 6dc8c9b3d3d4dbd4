-- What an entry would be searched by, had the person stayed as before `until`; NULL where the history begins
-- later. The same words as network_refill_lines writes.
CREATE OR REPLACE FUNCTION network_folded_before(person bigint, state bigint, until timestamp with time zone) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
SELECT concat_ws(' ', '', nfp_spellings(concat_ws(' ', e.given_name, e.family_name, e.name_in_script)),
    nfp_spellings(concat_ws(' ', e.function, e.unit, g.name, o.name, o.acronym)),
    (SELECT nfp_letters(concat_ws(' ', s.name, s.iso2, string_agg(n.name, ' ')))
        FROM network_state s LEFT JOIN network_statename n ON n.state_id = s.id
        WHERE s.id = state GROUP BY s.id),
    nfp_letters(array_to_string(e.topics, ' ')))
FROM network_personevent e
LEFT JOIN network_agency g ON g.id = e.agency_id
LEFT JOIN network_organisation o ON o.id = e.organisation_id
WHERE e.pgh_obj_id = person AND e.pgh_created_at < until
ORDER BY e.pgh_id DESC LIMIT 1
$$;

-- The same for the facets by which an entry is filtered.
CREATE OR REPLACE FUNCTION network_tags_before(person bigint, state bigint, until timestamp with time zone) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
SELECT array_remove(ARRAY[(SELECT 'region:' || nullif(s.sub_region, '') FROM network_state s
        WHERE s.id = state), 'kind:' || g.kind], NULL)
    || (SELECT coalesce(array_agg('language:' || l), '{}') FROM unnest(e.languages) AS l)
    || (SELECT coalesce(array_agg('topic:' || t), '{}') FROM unnest(e.topics) AS t)
FROM network_personevent e LEFT JOIN network_agency g ON g.id = e.agency_id
WHERE e.pgh_obj_id = person AND e.pgh_created_at < until
ORDER BY e.pgh_id DESC LIMIT 1
$$;

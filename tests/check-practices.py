#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-practices.py ROOT: the questions on the nine criteria, those of the argument sheet, and the charter are
whole, in both languages."""
import csv
import json
import re
import sys
from pathlib import Path

LISTS = Path(sys.argv[1]) / 'data/referentials'
FEWEST = 27        # questions in all
LONGEST = 150      # characters of a sentence that a person is to read in one go
EXAMPLES = ['aci', 'coop', 'esat']
faults = []


def hold(condition, where, what):
    if not condition:
        faults.append(f'{where}: {what}')


def codes(name):
    with open(LISTS / f'{name}.csv', encoding='utf-8') as file:
        return [row['code'] for row in csv.DictReader(file)]


def names(name):
    with open(LISTS / f'{name}.csv', encoding='utf-8') as file:
        return {row['code']: {'fr': row['label_fr'], 'en': row['label_en']} for row in csv.DictReader(file)}


def check_text(text, where):
    hold(isinstance(text, dict) and sorted(text) == ['en', 'fr'], where, 'not in both languages')
    for language, words in text.items():
        hold(words == words.strip() != '', where, f'{language} is empty or has blanks around it')
        hold("'" not in words and '"' not in words, where, f'{language} has a straight quote')
        hold(len(words) <= LONGEST + 30 * (language == 'fr'), where, f'{language} is too long')
    hold(not re.search('[^\u202f][;!?]|[^\u00a0]:|«[^\u00a0]|[^\u00a0]»', text['fr']), where,
         'French punctuation without its thin or fixed space')


def check_example(example, where):
    hold(sorted(example) == ['text', 'title'], where, 'an example is a title and a text')
    for part, text in example.items():
        check_text(text, f'{where} {part}')


def check_question(question, environment):
    where = question['id']
    hold(re.fullmatch('[a-z]+(-[a-z]+)*', where) and len(where) <= 32, where, 'no fit identifier')
    check_text(question['question'], where)
    hold(len(question['levels']) == 4, where, 'each of the four levels has its meaning')
    hold(len(question['steps']) == 3, where, 'each level but the last has its next step')
    for number, text in enumerate(question['levels'] + question['steps']):
        check_text(text, f'{where}, level or step {number}')
    check_text(question['proof'], f'{where} proof')
    hold(list(question['examples']) == EXAMPLES, where, f'examples are for {EXAMPLES}')
    for kind, example in question['examples'].items():
        check_example(example, f'{where} {kind}')
    hold(set(question.get('environment', [])) <= set(environment), where, 'an unknown practice')


def check_edition(path):
    edition = json.loads(path.read_text(encoding='utf-8'))
    questions = [question for each in edition['criteria'] for question in each['questions']]
    told = [code for question in questions for code in question.get('environment', [])]
    environment = codes('environment-practices')

    hold(path.name == f'practices-{edition["version"]}.json', path.name, 'another version')
    hold([each['criterion'] for each in edition['criteria']] == codes('criteria'), path.name,
         'not the nine criteria in their order')
    for each in edition['criteria']:
        newest = path == max(LISTS.glob('practices-*.json'))
        hold(not newest or each['title'] == names('criteria')[each['criterion']], each['criterion'],
             'filters call it otherwise')
        check_text(each['title'], each['criterion'])
        check_text(each['introduction'], each['criterion'])
        hold(2 <= len(each['questions']) <= 4, each['criterion'], 'two to four questions')
    for question in questions:
        check_question(question, environment)
    ids = [question['id'] for question in questions]
    hold(len(ids) == len(set(ids)), path.name, 'two questions have one identifier')
    hold(len(ids) >= FEWEST, path.name, f'fewer than {FEWEST} questions')
    hold(sorted(told) == sorted(environment), path.name,
         'each environmental practice is asked about once')
    texts = re.findall(r'"fr": "((?:[^"\\]|\\.)*)"', path.read_text(encoding='utf-8'))
    twice = {text for text in texts if texts.count(text) > 1 and len(text) > 30}
    hold(not twice, path.name, f'said twice: {twice}')


def check_examples(texts, where):
    hold(list(texts) == EXAMPLES, where, f'examples are for {EXAMPLES}')
    for kind, text in texts.items():
        check_text(text, f'{where} {kind}')


def check_argument(path):
    edition = json.loads(path.read_text(encoding='utf-8'))
    paragraphs = [each['id'] for each in edition['paragraphs']]
    questions = [each['id'] for each in edition['questions']]

    hold(path.name == f'argument-{edition["version"]}.json', path.name, 'another version')
    check_examples(edition['kinds'], path.name)
    for each in edition['paragraphs']:
        check_text(each['title'], each['id'])
    for each in edition['questions']:
        where = each['id']
        hold(re.fullmatch('[a-z]+(-[a-z]+)*', where) and len(where) <= 32, where, 'no fit identifier')
        hold(each['paragraph'] in paragraphs, where, 'goes to no paragraph')
        check_text(each['question'], where)
        check_text(each['why'], where)
        check_examples(each['examples'], where)
    hold(len(set(questions)) == len(questions) >= 10, path.name, 'fewer than ten questions')
    hold({each['paragraph'] for each in edition['questions']} == set(paragraphs), path.name,
         'no question leads to a paragraph')


def check_charter(path):
    edition = json.loads(path.read_text(encoding='utf-8'))

    hold(path.name == f'charter-{edition["version"]}.json', path.name, 'another version')
    hold([each['criterion'] for each in edition['commitments']] == codes('criteria'), path.name,
         'not one commitment to each of the nine criteria, in their order')
    check_text(edition['title'], path.name)
    for part in 'preamble', 'signing':
        hold(edition[part], path.name, f'nothing is said in {part}')
        for number, text in enumerate(edition[part]):
            check_text(text, f'{part} {number}')
    for each in edition['commitments']:
        check_text(each['text'], each['criterion'])


for name, check in ('practices', check_edition), ('argument', check_argument), ('charter', check_charter):
    editions = sorted(LISTS.glob(f'{name}-*.json'))
    hold(editions, name, 'there is no edition')
    for number, path in enumerate(editions, 1):
        hold(path.name == f'{name}-{number}.json', path.name, 'editions are counted from 1')
        check(path)
for fault in faults:
    print(fault)
sys.exit(bool(faults))

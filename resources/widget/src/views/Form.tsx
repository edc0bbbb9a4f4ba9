// SPDX-License-Identifier: GPL-3.0-or-later
import { useRef, useState } from 'preact/hooks';
import type { Question } from '../protocol/events.ts';
import type { StringKey } from '../strings/strings.ts';
import { useRoom } from './context.ts';
import { focusComposer } from './focus.ts';

const LONGEST = 500;
const COMPLETE = /^\S+@\S+\.\S+$/;
const AUTOCOMPLETE: Record<string, string> = { name: 'name', email: 'email', tel: 'tel' };

function wrong({ required, type }: Question, answer: string): StringKey | undefined {
  if (!answer) return required ? 'formMissing' : undefined;
  return type === 'email' && !COMPLETE.test(answer) ? 'formEmail' : undefined;
}

/** What the platform asks before a chat begins. */
export function Form() {
  const { chat, state, t } = useRoom();
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const frame = useRef<HTMLFormElement>(null);
  const said = (id: string) => (answers[id] ?? '').trim();

  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    const bad = state.form.findIndex((question) => wrong(question, said(question.id)));
    if (bad >= 0) {
      frame.current?.querySelectorAll<HTMLElement>('.field')[bad]?.focus();
      return;
    }
    const filled = state.form.map(({ id }) => [id, said(id)]).filter(([, answer]) => answer);
    chat.answer(Object.fromEntries(filled) as Record<string, string>);
    setTimeout(focusComposer);
  };
  if (!state.form.length) return <div class="form" />;
  return (
    <form class="form" ref={frame} noValidate data-testid="form" onSubmit={submit}>
      <h2>{t('formTitle')}</h2>
      {state.form.map((question, at) => (
        <Field
          key={question.id}
          question={question}
          first={at === 0}
          answer={answers[question.id] ?? ''}
          fault={tried ? wrong(question, said(question.id)) : undefined}
          change={(answer) => setAnswers({ ...answers, [question.id]: answer })}
        />
      ))}
      <button type="submit" class="primary" data-testid="form-start">
        {t('formStart')}
      </button>
    </form>
  );
}

interface FieldProps {
  question: Question;
  first: boolean;
  answer: string;
  fault: StringKey | undefined;
  change: (answer: string) => void;
}

function Field({ question, first, answer, fault, change }: FieldProps) {
  const { t } = useRoom();
  const { id, label, type, required, options } = question;
  const shared = {
    class: 'field',
    name: id,
    value: answer,
    required,
    'data-focus': first || undefined,
    'data-testid': `form-${id}`,
    'aria-invalid': fault !== undefined,
    'aria-describedby': fault && `wrong-${id}`,
    onInput: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
  };
  return (
    <div class="question">
      <label>
        <span dir="auto">{required ? label : t('formOptional', { label })}</span>
        {type === 'choice' ? (
          <select {...shared}>
            <option value="">{t('formChoose')}</option>
            {options.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
        ) : (
          <input
            {...shared}
            type={type === 'email' || type === 'tel' ? type : 'text'}
            maxLength={LONGEST}
            dir="auto"
            autocomplete={AUTOCOMPLETE[id] ?? AUTOCOMPLETE[type] ?? 'off'}
          />
        )}
      </label>
      {fault && (
        <p class="wrong" id={`wrong-${id}`} data-testid="form-wrong">
          {t(fault)}
        </p>
      )}
    </div>
  );
}

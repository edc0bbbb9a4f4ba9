// SPDX-License-Identifier: GPL-3.0-or-later
import { useState } from 'preact/hooks';
import { useRoom } from './context.ts';
import { focusComposer } from './focus.ts';

const SCORES = [1, 2, 3, 4, 5];
const LONGEST = 1_000;

/** How was it? Asked once, after somebody ended the session; nobody has to answer. */
export function Rating() {
  const { chat, state, t } = useRoom();
  const { ratable, rated } = state.conversation;
  const [score, setScore] = useState(0);
  const [text, setText] = useState('');
  if (!ratable) return null;
  if (rated) {
    return (
      <p class="rated" data-testid="rated">
        {t('rateThanks', { score: rated })}
      </p>
    );
  }
  return (
    <form
      class="rating"
      data-testid="rating"
      onSubmit={(event) => {
        event.preventDefault();
        if (!score) return;
        chat.rate(score, text);
        focusComposer();
      }}
    >
      <fieldset>
        <legend>{t('rateTitle')}</legend>
        <div class="scores">
          {SCORES.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="score"
                value={each}
                checked={score === each}
                aria-label={t('rateScore', { score: each })}
                data-testid="score"
                onChange={() => setScore(each)}
              />
              <span>{each}</span>
            </label>
          ))}
        </div>
        <p class="ends" aria-hidden="true">
          <span>{t('rateWorst')}</span>
          <span>{t('rateBest')}</span>
        </p>
      </fieldset>
      {score > 0 && (
        <>
          <textarea
            rows={2}
            class="field"
            maxLength={LONGEST}
            dir="auto"
            aria-label={t('rateText')}
            placeholder={t('rateText')}
            data-testid="rating-text"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" class="primary" data-testid="rate">
            {t('rateSend')}
          </button>
        </>
      )}
    </form>
  );
}

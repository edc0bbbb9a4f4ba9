// SPDX-License-Identifier: GPL-3.0-or-later
// What a site does with the chat: opens it from its own buttons, telling what it is about, and says
// whether somebody is there.
for (const button of document.querySelectorAll('[data-intent]')) {
  button.addEventListener('click', () =>
    window.postMessage(
      {
        sender: 'fjord',
        receiver: 'sermo',
        event: 'START_CHAT',
        platformId: 'webchat',
        intent: button.dataset.intent,
      },
      location.origin,
    ),
  );
}

const line = document.querySelector('[data-availability]');
if (line) {
  const told = (error, info) => {
    line.hidden = Boolean(error);
    if (error) return;
    line.dataset.availability = info.available ? 'here' : info.open ? 'busy' : 'closed';
    line.textContent = info.available
      ? 'We are here, and answer at once'
      : info.open
        ? 'Nobody is free right now; you will be put in line'
        : 'We are closed right now';
  };
  // The stub's queue: the chat's script may come later than this one.
  window.SERMO ??= { q: [] };
  window.SERMO.q.push(['setAvailabilityListener', 'webchat', told, { pollingInterval: 5000 }]);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Who plays in a walk, and what of him is known so far.
import { Office } from './office.mjs';

export class Scene {
  #agent;
  #pictures;
  #office;

  /**
   * `agent`: whose desk serves the customer, `anders` (who hosts) or `bea`; `pictures`: what their names begin with;
   * `configuration`: the broker's, where it is not the one of an office.
   */
  constructor({ agent = 'anders', pictures = '', ...office } = {}) {
    this.#agent = agent;
    this.#pictures = pictures;
    this.#office = office;
  }

  async open() {
    this.office = await Office.open(this.#office);
  }

  /** The exit codes of both desks. */
  close() {
    return this.office?.close();
  }

  get agent() {
    return this.office[this.#agent];
  }

  get colleague() {
    return this.office.desks.find((desk) => desk !== this.agent);
  }

  handOverToColleague() {
    this.#agent = this.colleague.name;
  }

  /** Whether a frame is such an event of this customer; before he is known, of any. */
  event = (type, direction) => (frame) =>
    frame.type === type && frame.direction === direction && (!this.user || frame.userId === this.user);

  picture = (label, of) => of.picture(this.#pictures + label);
}

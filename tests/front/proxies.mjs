// SPDX-License-Identifier: GPL-3.0-or-later
// The samples as they are run here: what a reader of them is told to replace is replaced, and where they write.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { freePort, root, temporaryFolder } from '../e2e/support/environment.mjs';

const samples = join(root, 'resources/install/front');
const nobody = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};

export const installed = (program) =>
  [...process.env.PATH.split(':'), '/usr/sbin'].map((folder) => join(folder, program)).find(existsSync);

/** A certificate for `localhost` that nobody but the test trusts. */
export function makeCertificate() {
  const folder = temporaryFolder();
  const [certificate, key] = ['fullchain.pem', 'privkey.pem'].map((name) => join(folder, name));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', certificate],
  { stdio: 'ignore' });
  return { certificate: readFileSync(certificate), key: readFileSync(key) };
}

/** Each of `changes` is in the sample, or the test tells of something else than the sample. */
function replaced(sample, changes) {
  return changes.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), `the sample says: ${from}`);
    return text.replaceAll(from, to);
  }, readFileSync(join(samples, sample), 'utf8'));
}

/** A proxy as a process of an ordinary user's, in a folder of its own. */
class Proxy {
  constructor() {
    this.folder = temporaryFolder();
  }

  write(name, content) {
    writeFileSync(join(this.folder, name), content, { mode: 0o600 });
  }

  run(program, args, environment = {}) {
    mkdirSync(join(this.folder, 'log'));
    if (nobody.uid)
      for (const path of [this.folder, ...readdirSync(this.folder).map((name) => join(this.folder, name))])
        chownSync(path, nobody.uid, nobody.gid);
    this.process = spawn(installed(program), args, {
      ...nobody, cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: this.folder, ...environment },
    });
    this.said = '';
    this.process.stderr.on('data', (data) => { this.said += data; });
    this.gone = once(this.process, 'exit');
  }

  get log() {
    return readdirSync(join(this.folder, 'log')).map((name) => readFileSync(join(this.folder, 'log', name), 'utf8')).join('');
  }

  async stop() {
    this.process.kill('SIGTERM');
    await this.gone;
  }
}

export async function startNginx(broker, { certificate, key }) {
  const proxy = new Proxy();
  [proxy.port, proxy.plainPort] = [await freePort(), await freePort()];
  proxy.write('certificate.pem', certificate);
  proxy.write('key.pem', key);
  proxy.write('site.conf', replaced('nginx.conf', [
    ['server 127.0.0.1:8080;', `server 127.0.0.1:${broker.port};`],
    ['listen [::]:80;', ''],
    ['listen [::]:443 ssl;', ''],
    ['listen 80;', `listen 127.0.0.1:${proxy.plainPort};`],
    ['listen 443 ssl;', `listen 127.0.0.1:${proxy.port} ssl;`],
    ['chat.example.com;', 'localhost;'],
    ['/etc/ssl/chat.example.com/fullchain.pem', join(proxy.folder, 'certificate.pem')],
    ['/etc/ssl/chat.example.com/privkey.pem', join(proxy.folder, 'key.pem')],
    ['/var/log/nginx', join(proxy.folder, 'log')],
  ]));
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path ${name};`);
  proxy.write('nginx.conf', ['daemon off;', 'master_process off;', 'pid pid;', 'error_log stderr crit;',
    'events { worker_connections 512; }', 'http {', ...places, '  include site.conf;', '}'].join('\n'));
  proxy.run('nginx', ['-e', 'stderr', '-p', `${proxy.folder}/`, '-c', 'nginx.conf']);
  return proxy;
}

export async function startCaddy(broker, { certificate, key }) {
  const proxy = new Proxy();
  [proxy.port, proxy.plainPort] = [await freePort(), await freePort()];
  proxy.write('certificate.pem', certificate);
  proxy.write('key.pem', key);
  const site = replaced('Caddyfile', [
    ['127.0.0.1:8080', `127.0.0.1:${broker.port}`],
    // Not every client says a name: by the address of this machine it is the same site.
    ['chat.example.com {', `https://localhost, https://127.0.0.1 {\n\ttls certificate.pem key.pem`],
    ['\n{\n', `\n{\n\tadmin off\n\thttp_port ${proxy.plainPort}\n\thttps_port ${proxy.port}\n\tskip_install_trust\n`],
    ['/var/log/caddy', join(proxy.folder, 'log')],
  ]);
  proxy.write('Caddyfile', site);
  proxy.run('caddy', ['run', '--config', 'Caddyfile', '--adapter', 'caddyfile'],
    { XDG_DATA_HOME: proxy.folder, XDG_CONFIG_HOME: proxy.folder });
  return proxy;
}

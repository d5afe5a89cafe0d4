#!/bin/sh
# The first process of the second kernel. The root file system is the host's, read-only; this puts a forgetful layer
# over it, runs $control/command there, and switches the machine off. $0 lies in the control directory.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
control=${0%/*}

end() {
  echo o >/proc/sysrq-trigger
  sleep 10
}
give_up() {
  echo "second kernel: $*"
  end
}

mount -t proc proc /proc || exit 1
modules=/usr/lib/uml/modules
insmod "$modules/$(uname -r)/kernel/fs/overlayfs/overlay.ko" 2>/dev/null
grep -qw overlay /proc/filesystems || give_up "it has no overlayfs"

# /mnt is where the new root is put together; what is written goes to memory.
mount -t tmpfs tmpfs /mnt && mkdir /mnt/written /mnt/work /mnt/root || give_up "no tmpfs"
mount -t overlay -o lowerdir=/,upperdir=/mnt/written,workdir=/mnt/work overlay /mnt/root || give_up "no overlay"
cd /mnt/root || give_up "no root"
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t devtmpfs devtmpfs dev
mkdir -p dev/pts dev/shm
mount -t devpts -o ptmxmode=666 devpts dev/pts
mount -t tmpfs -o mode=1777 tmpfs dev/shm
ln -sfn /proc/self/fd dev/fd
mount -t tmpfs -o mode=755 tmpfs run
mkdir -p run/control run/old lib/modules
mount -t hostfs -o "$control" hostfs run/control || give_up "the control directory cannot be mounted"
mount --bind "/$modules" lib/modules
pivot_root . run/old || give_up "pivot_root"
cd / && umount -l /run/old

# Else the modules of tunnels put devices of theirs (gre0, tunl0 …) into every namespace that is made after them
# (Documentation/admin-guide/sysctl/net.rst).
echo 1 >/proc/sys/net/core/fb_tunnels_only_for_init_net || give_up "no fb_tunnels_only_for_init_net"
# Their own modules here, and a test must not be the first to need them.
for module in ipv6 veth overlay; do modprobe -q "$module"; done
sh /run/control/command >/run/control/output 2>&1
echo $? >/run/control/status
sync
end
